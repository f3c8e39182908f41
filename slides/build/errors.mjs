// SPDX-License-Identifier: MIT

/** A fault in the deck or in a source, with its place: "file:line: what". */
export class BuildError extends Error {
  constructor(file, line, message) {
    super(`${file}:${line}: ${message}`);
    this.name = 'BuildError';
  }
}

/** Runs what reads one directive; a fault without a place gets this one. */
export function at(file, line, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError(file, line, error.message);
  }
}
