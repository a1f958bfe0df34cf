import { html, raw } from 'hono/html';
import type { Markup } from '../../../render/pages/layout.ts';
import { standalonePage } from '../../standalone-page.ts';
import type { Section } from '../section.ts';
import { commentAsHtml } from './comment-as-html.ts';

const ofComments = `
main{max-width:900px}
.said{border:1px solid var(--line);border-radius:10px;padding:16px 18px;overflow-x:auto}
.said>:last-child{margin-bottom:0}
.said h3{font-size:19px;margin:0 0 12px}
.said h4{font-size:15px;margin:18px 0 8px}
.said table{width:auto;margin:0 0 14px;display:block;overflow-x:auto}
.said th,.said td{border:1px solid var(--line);padding:6px 12px;vertical-align:top}
.said ul{padding-left:22px;margin:0 0 10px}
.said li p{margin:0}
.said blockquote{margin:0 0 10px;padding:0 14px;border-left:3px solid var(--line);color:var(--dim)}
.said code{background:var(--soft);border-radius:5px;padding:1px 5px;font-size:13px}
.said pre{background:var(--soft);border-radius:8px;padding:12px 14px;overflow-x:auto;margin:0 0 12px}
.said pre code{padding:0;background:none}
.said details{margin:0 0 10px}
.said summary{cursor:pointer;margin-bottom:8px}
.said .svg{margin:0 0 14px}
.said .svg text{fill:var(--text);font-size:12px}
.said .svg .dim{fill:var(--dim)}
.said .svg .box{fill:var(--soft);stroke:var(--dim)}
.said .svg .axis{stroke:var(--line)}
.said .svg .edge{stroke:var(--dim);fill:none}
.said .svg .head{fill:var(--dim)}
.said .svg .behind{fill:var(--ground)}`;

export const previewAsPage = (sections: Section[]): Markup =>
  standalonePage(
    'Preview',
    ofComments,
    html`<h1>Preview</h1>
<p class="lead">What Soundings would write on this pull request.</p>
${sections.map(
  ({ heading, markdown }) => html`<h2>${heading}</h2>
<div class="said">${raw(commentAsHtml(markdown))}</div>
`,
)}`,
  );
