/** A step holds something for which there is no kernel; the tensor library runs it instead. */
export class NoKernel extends Error {
  constructor(what: string) {
    super(`no kernel for ${what}`);
    this.name = "NoKernel";
  }
}
