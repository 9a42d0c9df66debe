// The layout of every page here: escaped HTML, one style sheet, light and dark, from 320 px up.

export type Markup = { readonly markup: string }

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)

type Part = string | number | Markup | readonly Part[] | false | undefined

function render(part: Part): string {
  if (part === false || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if (Array.isArray(part)) return part.map(render).join('')
  return (part as Markup).markup
}

/** A template that escapes its values unless they are markup themselves. */
export function h(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((whole, text, index) => whole + render(parts[index - 1]) + text) }
}

const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f6f8fc,#131316);--card:light-dark(#fff,#1e1f22);--ink:light-dark(#1f1f1f,#e5e5e8);
--soft:light-dark(#4f5358,#b4b8be);--line:light-dark(#d5d9e0,#3c3f45);--accent:light-dark(#0b57d0,#a8c7fa);--on-accent:light-dark(#fff,#062e6f);
--chip:light-dark(#e5edfb,#2b3547);--danger:light-dark(#b3261e,#f2b8b5);--mark:light-dark(#5b3a00,#ffdf9e);--mark-bg:light-dark(#fff0c9,#4a3500)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.notice{background:var(--mark-bg);color:var(--mark);padding:.4rem 1rem;font-size:.875rem;text-align:center}
main{max-width:60rem;margin:0 auto;padding:1rem}
main.narrow{max-width:30rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.25rem;margin:1rem 0}
.narrow .card{padding:2rem 1.5rem}
h1{font-size:1.5rem;font-weight:500;line-height:1.3;margin:.25rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;font-weight:600;margin:0 0 .75rem}
p{margin:.5rem 0}.soft{color:var(--soft)}
a{color:var(--accent)}
ul.plain{list-style:none;margin:0;padding:0}
button,.button{font:inherit;font-weight:500;border:1px solid var(--line);border-radius:2rem;padding:.5rem 1.25rem;min-height:2.75rem;
background:transparent;color:var(--accent);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
button:hover,.button:hover{background:var(--chip)}
button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.danger{color:var(--danger)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
label{display:block;font-size:.875rem;color:var(--soft)}
input:not([type=checkbox],[type=radio]),textarea,select{font:inherit;width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;
background:var(--bg);color:var(--ink)}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--accent)}
fieldset{border:0;border-top:1px solid var(--line);margin:1.25rem 0 0;padding:1rem 0 0;min-width:0}
legend{font-weight:600;padding:0 .5rem 0 0}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:.75rem;margin:.75rem 0}
.bar{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;justify-content:space-between;margin:1rem 0}
.tick{display:flex;gap:.75rem;align-items:flex-start;color:var(--ink);font-size:1rem;padding:.5rem 0}
.account{width:100%;display:flex;gap:1rem;align-items:center;text-align:left;border:0;border-bottom:1px solid var(--line);border-radius:0;padding:.75rem .25rem;color:var(--ink)}
.face{flex:none;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--chip);display:grid;place-items:center;font-weight:600;color:var(--accent)}
.account small,.person small,.event small{display:block;color:var(--soft);overflow-wrap:anywhere}
.person{display:flex;gap:1rem;align-items:center;padding:.6rem .25rem;border-bottom:1px solid var(--line);text-decoration:none;color:var(--ink);overflow-wrap:anywhere;min-width:0}
.person:hover{background:var(--chip)}.person span:last-child{min-width:0}
.event{display:grid;grid-template-columns:8.5rem 1fr;gap:.25rem 1rem;padding:.6rem .25rem;border-bottom:1px solid var(--line);text-decoration:none;color:var(--ink);overflow-wrap:anywhere}
.event:hover{background:var(--chip)}.event .time{color:var(--soft);font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:minmax(5rem,9rem) 1fr;gap:.4rem 1rem;margin:0}
dt{color:var(--soft)}dd{grid-column:2;margin:0;overflow-wrap:anywhere;white-space:pre-line}
.chip{display:inline-block;background:var(--chip);border-radius:1rem;padding:.1rem .75rem;margin:0 .4rem .4rem 0;font-size:.875rem}
@media(max-width:30rem){.event{grid-template-columns:1fr}dl{grid-template-columns:1fr}dd{grid-column:1;margin-bottom:.25rem}}
`

export interface Page {
  readonly title: string
  readonly body: Markup
  readonly narrow?: boolean
}

export function page({ title, body, narrow }: Page): string {
  return `<!DOCTYPE html>\n${
    h`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${{ markup: STYLE }}</style></head>
<body><header class="notice">Emulated Google, on this computer only. Nothing here reaches Google.</header>
<main${narrow ? { markup: ' class="narrow"' } : ''}>${body}</main></body></html>`.markup
  }`
}

export const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '?'
