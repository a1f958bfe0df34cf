import { html } from 'hono/html';
import { type Around, layout, type Markup, said } from './layout.ts';

/** Why nobody is signed in after all. */
export type SignInFailure = 'not-begun' | 'refused' | 'unknown-code' | 'no-answer';

const reasons: Record<SignInFailure, string> = {
  'not-begun': 'This sign-in did not begin in this browser, or took longer than ten minutes.',
  refused: 'You told GitHub not to tell Soundings who you are.',
  'unknown-code': 'The code from GitHub is no longer valid: it works for one sign-in.',
  'no-answer': 'GitHub did not answer, or its answer could not be read.',
};

const message = (title: string, body: Markup, around?: Around) =>
  layout({ title, ...(around && { around }), body: html`<div class="message"><h1>${title}</h1>${body}</div>` });

export const signInFailedPage = (why: SignInFailure) =>
  message(
    'You are not signed in',
    html`<p>${reasons[why]}</p><p><a class="button" href="/sign-in">Sign in with GitHub</a></p>`,
  );

export const signedOutPage = () =>
  message('You are signed out', html`<p><a class="button" href="/sign-in">Sign in with GitHub</a></p>`);

export const signOutPage = ({ login }: { login: string }) =>
  message(
    'Sign out',
    html`<p>You are signed in as ${said(login, 40)}, for eight hours at most.</p>
<form method="post" action="/sign-out" class="row"><button class="button">Sign out</button>
<button class="button quiet" name="everywhere" value="yes">Sign out everywhere</button></form>`,
  );

/** For what does not exist, and for what the reader may not see: nobody can tell the two apart. */
export const notFoundPage = (around: Around) =>
  message(
    'Nothing to see here',
    html`<p>There is no such page, or GitHub does not let you read the repository that it is about.</p>
<p>Access that you just got works here within ten minutes, or as soon as you <a href="/sign-out">sign out</a> and in again.</p>`,
    around,
  );

export const noAnswerPage = (around: Around) =>
  message(
    'GitHub does not answer',
    html`<p>GitHub decides what you may read, and it did not answer in time. Nothing is shown until it does: try again in a minute.</p>`,
    around,
  );
