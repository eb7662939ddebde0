import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directConversation, peerOf } from './conversation.js';

/** Ids of foreign token issuers may hold anything. */
const id = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' });

it('a conversation of two is the same for both, who are each other’s peers', () => {
  fc.assert(
    fc.property(id, id, (one, other) => {
      const conversation = directConversation(one, other);
      expect(directConversation(other, one)).toEqual(conversation);
      expect(peerOf(conversation, one)).toBe(other);
      expect(peerOf(conversation, other)).toBe(one);
    }),
  );
});

it('no other two share it', () => {
  fc.assert(
    fc.property(id, id, id, id, (a, b, c, d) => {
      fc.pre(!((a === c && b === d) || (a === d && b === c)));
      expect(directConversation(a, b)).not.toEqual(directConversation(c, d));
    }),
  );
});
