import type { Conversation } from '../../test/stage/github/conversation.ts';
import { eventually } from '../../test/stage/process/eventually.ts';

/** The body of the comment of this kind whose marker has all these words. */
export const comment = (conversation: Conversation, kind: string, ...words: string[]) =>
  eventually(`A comment ${kind} ${words.join(' ')}`, async () => {
    const found = await conversation.comments();
    return found.find(({ body }) => {
      const [marker = ''] = body.split('\n');
      return marker.startsWith(`<!-- soundings:${kind} `) && words.every((word) => marker.includes(word));
    })?.body;
  });
