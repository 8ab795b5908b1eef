/** The ways purecell refuses: each message says what was wrong, what was expected and what to do next. */
export class PurecellError extends Error {
  /** Exit code of the command line. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}

/** An unknown name, flag, key or value. */
export class UsageError extends PurecellError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, 2, options);
  }
}

/** Data or a file that cannot be used as given. */
export class InputError extends PurecellError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, 3, options);
  }
}

/** Training that diverged, or a solver that did not converge. */
export class NumericalError extends PurecellError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, 4, options);
  }
}

/** Work stopped on request, with its state saved. */
export class Interrupted extends PurecellError {
  constructor(message = "interrupted") {
    super(message, 130);
  }
}
