/** Why a run was asked to end. */
export class Ended extends Error {
  readonly by: 'cancel' | 'stop';
  constructor(by: 'cancel' | 'stop') {
    super(`drafting ended by ${by}`);
    this.by = by;
  }
}
