/** Requests to stop what a command does: Ctrl-C and SIGTERM, or what a program that called it asks. */
export interface Interrupts {
  /** Calls `listener` at every request, until what this returns is called. Where nobody listens a request ends the command. */
  readonly listen: (listener: () => void) => () => void;
}

/** Those of this process. */
export const signals: Interrupts = {
  listen(listener) {
    process.on("SIGINT", listener).on("SIGTERM", listener);
    return () => void process.off("SIGINT", listener).off("SIGTERM", listener);
  },
};
