import { createHash } from 'node:crypto';

/** A table as a card for each row, where its columns have no room beside each other. */
const asCards = (of: string) => `${of} thead{position:absolute;clip-path:inset(50%)}
${of},${of} tbody,${of} tr,${of} td,${of} th{display:block}
${of} caption{display:block}
${of} tr{padding:10px 14px;border-top:1px solid var(--line)}
${of} td,${of} tbody th{border:0;padding:2px 0;text-align:left}
${of} td[data-name]::before{content:attr(data-name) " ";color:var(--dim);font-size:13px}
${of} td:empty{display:none}
${of} td.num:not(:empty),${of} td.nowrap:not(:empty){display:inline-block;vertical-align:top;margin-right:16px;white-space:normal}`;

/** One style sheet for all pages; light or dark as the reader's system is. */
export const style = `
:root{--ground:#fff;--soft:#f6f8fa;--line:#d5dae1;--text:#1c2129;--dim:#59636e;--link:#0a5bc4;--good:#0f6f35;--good-soft:#dff5e4;--bad:#b42318;--bad-soft:#fde7e4;--warn:#7d4e00;--warn-soft:#fdf1d6;--calm:#44505e;--calm-soft:#e9edf2;--blue:#0a5bc4;--blue-soft:#e2eefc;--series:#2f81f7}
@media (prefers-color-scheme:dark){:root{--ground:#0f1319;--soft:#171d26;--line:#313a46;--text:#e7ebf0;--dim:#9aa7b5;--link:#79b4ff;--good:#5fd38a;--good-soft:#12301d;--bad:#ff9288;--bad-soft:#3d1816;--warn:#f0bf5e;--warn-soft:#37290a;--calm:#b4c0cd;--calm-soft:#242d38;--blue:#79b4ff;--blue-soft:#13294a;--series:#58a6ff}}
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}
a:hover,p a,dd a,.words a,.dim a{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
.skip{position:absolute;left:-9999px}
.skip:focus{left:8px;top:8px;z-index:1;background:var(--ground);padding:8px 12px}
.top{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;align-items:center;padding:10px 24px;border-bottom:1px solid var(--line);background:var(--soft)}
.crumbs{display:flex;flex-wrap:wrap;gap:0 8px;list-style:none;margin:0;padding:0;align-items:center}
.crumbs li+li::before{content:"/";color:var(--dim);margin-right:8px}
.crumbs a{color:var(--text)}
.brand{font-weight:650;display:inline-flex;gap:6px;align-items:center}
.mark{color:var(--blue)}
.who{color:var(--dim);font-size:14px}
.who a{margin-left:10px}
main{max-width:1160px;margin:0 auto;padding:28px 24px 72px}
h1{font-size:24px;line-height:1.25;letter-spacing:-.01em;margin:0 0 6px}
h2{font-size:17px;margin:40px 0 12px;letter-spacing:-.005em}
h3{font-size:15px;margin:0}
p{margin:0 0 10px}
.lead{color:var(--dim);font-size:16px;max-width:75ch}
.dim{color:var(--dim)}
.small{font-size:13px}
.row{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.nowrap{white-space:nowrap}
.pill{display:inline-block;padding:1px 9px;border-radius:999px;font-size:12.5px;font-weight:550;line-height:20px;white-space:nowrap;background:var(--calm-soft);color:var(--calm)}
.pill.good{background:var(--good-soft);color:var(--good)}
.pill.bad{background:var(--bad-soft);color:var(--bad)}
.pill.warn{background:var(--warn-soft);color:var(--warn)}
.pill.blue{background:var(--blue-soft);color:var(--blue)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:1px;margin:22px 0 0;padding:0;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.tiles div{background:var(--ground);padding:12px 16px}
.tiles dt{color:var(--dim);font-size:13px}
.tiles dd{margin:2px 0 0;font-size:24px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2}
.card{border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin:0 0 14px;background:var(--ground)}
.card>:last-child{margin-bottom:0}
.card>h2:first-child{margin-top:0}
.needs{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:10px;overflow:hidden}
.needs>li{display:grid;grid-template-columns:170px 1fr auto;gap:4px 16px;align-items:baseline;padding:9px 16px;border-top:1px solid var(--line)}
.needs>li:first-child{border-top:0}
.needs time{color:var(--dim);font-size:13px}
.table{overflow-x:auto;border:1px solid var(--line);border-radius:10px;position:relative}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:10px 16px;color:var(--dim);font-size:13px}
th,td{text-align:left;padding:9px 16px;border-top:1px solid var(--line);vertical-align:baseline;overflow-wrap:break-word}
td code{white-space:nowrap}
.wide{width:34%}
.half{width:24%}
thead th{font-size:12.5px;font-weight:550;color:var(--dim);background:var(--soft);white-space:nowrap}
tbody th{font-weight:500}
th.num{text-align:right}
.svg{display:block;max-width:100%;height:auto}
.track{stroke:var(--line)}
.reached{stroke:var(--blue)}
.dot{fill:var(--blue)}
.zero{stroke:var(--dim)}
.band{fill:var(--blue-soft);stroke:var(--blue);stroke-dasharray:3 2}
.band.point-like{stroke-dasharray:none}
.interval{stroke:var(--text)}
.point{fill:var(--text)}
.svg text{fill:var(--dim);font:11px system-ui,sans-serif}
.tabs{display:flex;flex-wrap:wrap;gap:0 18px;margin:-14px 0 22px;border-bottom:1px solid var(--line)}
.tabs a{color:var(--dim);padding:8px 0 9px;font-size:14px;margin-bottom:-1px;border-bottom:2px solid transparent}
.tabs a:hover{color:var(--text);text-decoration:none}
.tabs [aria-current]{color:var(--text);border-color:var(--blue);font-weight:550}
.split{display:grid;grid-template-columns:minmax(0,1fr) 290px;gap:20px;margin:18px 0 0;align-items:start}
div.chart{border:1px solid var(--line);border-radius:10px;padding:10px 8px 4px}
svg.chart{display:block;width:100%;height:auto}
div.chart.phone{display:none}
.spark{max-width:none}
.spark polyline{stroke:var(--series)}
.spark circle{fill:var(--series)}
.spark .target{stroke:var(--good)}
.chart .ground{fill:none}
.chart text{fill:var(--dim)}
.chart .grid,.chart .today{stroke:var(--line)}
.chart .measured{stroke:var(--series)}
.chart .days{stroke:var(--series);stroke-opacity:.4}
.chart .target,.chart .way{stroke:var(--good)}
.chart .mark{fill:var(--ground);stroke:var(--dim)}
.chart .own.mark{fill:var(--dim)}
.chart .release line{stroke:var(--dim);stroke-opacity:.55}
.chart .own.count{fill:var(--ground)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:14px}
.figure{font-size:30px;font-weight:600;line-height:1.15;font-variant-numeric:tabular-nums}
.figures{max-height:360px;overflow-y:auto}
.filter{display:flex;flex-wrap:wrap;gap:10px 12px;align-items:end;margin:0 0 14px}
.filter label{display:grid;gap:3px;font-size:13px;color:var(--dim)}
input,select{font:inherit;color:var(--text);background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:6px 9px;min-width:0;max-width:100%}
.button{font:inherit;font-weight:550;display:inline-block;border:1px solid transparent;border-radius:6px;padding:6px 14px;background:#1f6feb;color:#fff;cursor:pointer}
p .button,.button:hover{text-decoration:none;background:#1a5fd0}
.button.quiet{background:var(--soft);color:var(--text);border-color:var(--line)}
.pager{margin-top:14px}
.strategy{padding:0;margin:0 0 16px;list-style:none}
.strategy li{border-left:3px solid var(--blue);padding:0 10px}
.message{max-width:60ch;margin:10vh auto 0}
input,select,.filter .button{height:34px;box-sizing:border-box}
.empty>:last-child{margin-bottom:0}
.empty{border:1px dashed var(--line);border-radius:10px;padding:22px;max-width:80ch}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:12px 14px;overflow-x:auto;white-space:pre-wrap;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--calm-soft);padding:.1em .35em;border-radius:4px}
pre code{background:none;padding:0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px;margin:0}
.facts dt{color:var(--dim)}
.facts dd{margin:0}
.facts+p{margin-top:12px}
.tiles+.table{margin-top:22px}
.tree{list-style:none;margin:0;padding:0}
.tree .tree{margin:6px 0 0 11px;padding-left:20px;border-left:1px solid var(--line)}
.tree li{padding:4px 0}
.tree p{margin:0}
.time{list-style:none;margin:0;padding:0 0 0 18px;border-left:2px solid var(--line)}
.time li{position:relative;padding:5px 0}
.time li::before{content:"";position:absolute;left:-24px;top:12px;width:10px;height:10px;border-radius:50%;background:var(--ground);border:2px solid var(--blue)}
.time li.later::before{border-color:var(--line)}
.objective{margin:0 0 22px}
.objective header{padding:0 0 8px}
details{margin-top:10px}
.table+p{margin-top:8px}
details>summary{cursor:pointer;color:var(--link)}
details[open]>summary{margin-bottom:8px}
@media (max-width:1060px){
${asCards('.many')}
}
@media (max-width:900px){
.split{grid-template-columns:minmax(0,1fr)}
}
@media (max-width:640px){
main{padding:20px 16px 56px}
.top{padding:10px 16px}
h1{font-size:21px}
.needs>li{grid-template-columns:1fr auto}
.needs>li>:nth-child(2){grid-column:1/-1;grid-row:2}
div.chart.desk{display:none}
div.chart.phone{display:block}
.facts{grid-template-columns:1fr;gap:0}
.facts dd{margin:0 0 10px}
th,td{padding:8px 10px}
${asCards('.stack')}
.wide,.half{width:auto}
}
@media (prefers-reduced-motion:no-preference){a,.button{transition:background-color .1s}}
`;

/** Of this very sheet: browsers may keep it for good. */
export const stylePath = `/soundings-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
