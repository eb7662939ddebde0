/** Who did something, by the name to show; decisions keep it with what was done. */
export interface Person {
  readonly userId: string;
  readonly displayName: string;
}
