// A contact that a search for a name found, as the form's list shows it.
export interface FoundContact {
  readonly id: string
  readonly name: string
  /** What tells it apart from others of its name: its company, or an email address. */
  readonly detail: string
}
