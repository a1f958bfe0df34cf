import type { Hands } from './hands.ts';
import type { Json } from './json.ts';

export interface ShownComment {
  id: number;
  author: string;
  body: string;
  createdAt: Date;
  updatedAt: Date;
}

/** What issues and pull requests have in common. `by` is the login of who acts; unless told, who opened it. */
export class Conversation {
  readonly repository: string;
  readonly number: number;
  readonly author: string;
  protected readonly hands: Hands;

  constructor(hands: Hands, repository: string, number: number, author: string) {
    this.hands = hands;
    this.repository = repository;
    this.number = number;
    this.author = author;
  }

  protected at(path: string): string {
    return `/repos/${this.repository}${path}`;
  }

  async label(name: string, by = this.author): Promise<void> {
    await this.hands.act(by, 'POST', this.at(`/issues/${this.number}/labels`), { labels: [name] });
  }

  async unlabel(name: string, by = this.author): Promise<void> {
    await this.hands.act(by, 'DELETE', this.at(`/issues/${this.number}/labels/${encodeURIComponent(name)}`));
  }

  /** Returns the comment's id. */
  async comment(body: string, by = this.author): Promise<number> {
    return (await this.hands.act(by, 'POST', this.at(`/issues/${this.number}/comments`), { body })).id;
  }

  async editComment(id: number, body: string, by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/issues/comments/${id}`), { body });
  }

  async deleteComment(id: number, by = this.author): Promise<void> {
    await this.hands.act(by, 'DELETE', this.at(`/issues/comments/${id}`));
  }

  async comments(): Promise<ShownComment[]> {
    const found: Json[] = await this.hands.look(this.at(`/issues/${this.number}/comments?per_page=100`));
    return found.map(({ id, user, body, created_at, updated_at }) => ({
      ...{ id, body, author: user.login },
      ...{ createdAt: new Date(created_at), updatedAt: new Date(updated_at) },
    }));
  }

  async labels(): Promise<string[]> {
    const found: Json[] = await this.hands.look(this.at(`/issues/${this.number}/labels`));
    return found.map(({ name }) => name);
  }

  /** Reactions to a comment, as `login content`. */
  async reactions(commentId: number): Promise<string[]> {
    const found: Json[] = await this.hands.look(this.at(`/issues/comments/${commentId}/reactions`));
    return found.map(({ user, content }) => `${user.login} ${content}`);
  }
}
