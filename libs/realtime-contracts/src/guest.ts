/**
 * The role in the token of who has no account. Anybody may become a guest, as often as they like: what guests use up is counted apart
 * from what the people of an organization do.
 */
export const GUEST_ROLE = 'visitor';
