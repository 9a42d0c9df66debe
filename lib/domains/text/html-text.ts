// Converts HTML notes to plain text. Only text is kept: lines, paragraphs, list items, characters. The result is never shown as HTML, so
// this need not be a complete parser; it must lose no words and keep no tags.
import { bytesToText } from '@/lib/domains/text/transfer-encoding'

/** Their content is not text. */
const UNSEEN = /<(script|style|head|title|template|noscript)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<![^>]*>|<\?[^>]*>/g
/** A tag begins with a letter: "a < b" and "<3" are text. */
const TAG = /<(\/?)([a-z][a-z0-9]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi

const PARAGRAPHS = new Set([
  'p',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'pre',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])
const LINES = new Set([
  'div',
  'tr',
  'li',
  'dt',
  'dd',
  'section',
  'article',
  'header',
  'footer',
  'address',
  'hr',
])

/** Lines end with \n; at most one empty line between paragraphs; a list item begins with "- ". */
export function htmlText(html: string): string {
  const bare = html.replace(COMMENT, '').replace(UNSEEN, '').replace(/\s+/g, ' ')
  const laidOut = bare.replace(TAG, (_, closing: string, tag: string) =>
    breakAt(tag.toLowerCase(), closing !== ''),
  )
  const broken = laidOut.replace(/[ \n\v]*\v[ \n\v]*/g, (gap) =>
    gap.includes('\n') ? gap.replaceAll(SOFT, '') : '\n',
  )
  const lines = characters(broken).split('\n')
  const text = lines.map((line) => line.replace(/[ \u00a0]+/g, ' ').trim()).join('\n')
  return text.replace(/\n{3,}/g, '\n\n').trim()
}

function breakAt(tag: string, closing: boolean): string {
  if (tag === 'br') return '\n'
  if (PARAGRAPHS.has(tag)) return '\n\n'
  if (tag === 'li') return closing ? '' : `${SOFT}- `
  if (tag === 'td' || tag === 'th') return ' '
  return LINES.has(tag) ? SOFT : ''
}

/** Ends a line if the line is not empty. */
const SOFT = '\v'

/** HTML 4's names of U+00A0 to U+00FF, in order. */
const LATIN =
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
  micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave
  Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml
  Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth
  ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`.split(
    /\s+/,
  )
const OTHERS = {
  ...{
    quot: '"',
    amp: '&',
    apos: "'",
    lt: '<',
    gt: '>',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    Yuml: 'Ÿ',
  },
  ...{
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
  },
  ...{ rdquo: '”', bdquo: '„', bull: '•', hellip: '…', lsaquo: '‹', rsaquo: '›', euro: '€', trade: '™' },
  ...{ larr: '←', rarr: '→', minus: '−', le: '≤', ge: '≥', ne: '≠', dagger: '†', Dagger: '‡', permil: '‰' },
}
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN.map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries(OTHERS),
])
/** Decodes character references once: `&amp;lt;` becomes `&lt;`. Unknown ones stay as they are. */
function characters(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,7}));/gi,
    (whole, hex, decimal, name) => {
      if (name) return NAMED.get(name) ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      if (code >= 0x80 && code <= 0x9f) return bytesToText(Uint8Array.of(code), 'windows-1252') // as browsers do
      const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}
