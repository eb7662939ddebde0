/** A handler recorded something the catalogue does not declare: a fault of the program, never of the caller. */
export class InvalidDomainEvent extends Error {
  override readonly name = 'InvalidDomainEvent';
}
