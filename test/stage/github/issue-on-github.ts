import { Conversation } from './conversation.ts';
import type { Json } from './json.ts';

export interface IssueWish {
  title: string;
  body?: string;
  labels?: string[];
  author?: string;
  at?: Date;
}

export class IssueOnGitHub extends Conversation {
  async edit(changed: { title?: string; body?: string }, by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/issues/${this.number}`), changed);
  }

  async close(by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/issues/${this.number}`), { state: 'closed' });
  }

  async reopen(by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/issues/${this.number}`), { state: 'open' });
  }

  async read(): Promise<Json> {
    return this.hands.look(this.at(`/issues/${this.number}`));
  }
}
