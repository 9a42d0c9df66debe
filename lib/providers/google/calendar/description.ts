// Google stores a description as HTML or as plain text without saying which. Ours is plain text.
import { htmlText } from '@/lib/domains/text/html-text'

/** A tag or a character reference. Google's own pages would show neither as it stands. */
const MARKUP = /<\/?[a-z!?][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w*);/i

/** The visible text. */
export const plainDescription = (description: string): string =>
  MARKUP.test(description) ? htmlText(description.replace(/\r\n?|\n/g, '<br>')) : description

/** What Google would take for HTML is escaped, so that it reads back as it was. */
export function sentDescription(text: string): string {
  if (!MARKUP.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>')
}
