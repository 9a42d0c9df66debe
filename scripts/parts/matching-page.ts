// The text of docs/matching.md: its prose, with the weights and the examples as the matcher answers them, in the words of the preview.
import type { ReasonWeight } from '@/lib/engine/model'
import { answerTo, inWords } from './matching-answer'
import { EXAMPLES, type Example, WEIGHTS, type Weighed } from './matching-examples'
import { reasonTables } from './matching-reasons'

export function matchingPage(): string {
  return `${[...BEFORE, weights(), ...BETWEEN, ...EXAMPLES.map(example), ...REASONS, ...AFTER].join('\n\n')}\n`
}

function weights(): string {
  const rows = WEIGHTS.map((one) => `| ${one.what} | ${weightOf(one)} | ${one.because} |`)
  return ['| Two contacts with | Weight | Because |', '|---|---|---|', ...rows].join('\n')
}

function weightOf({ what, field, pair }: Weighed): ReasonWeight {
  for (const reason of answerTo(...pair).reasons)
    if ('weight' in reason && reason.weight && reason.field === field) return reason.weight
  throw new Error(
    `The matcher gives no reason for “${what}”. Change this example in scripts/parts/matching-examples.ts.`,
  )
}

function example({ title, here, there, pair: [one, other, ...others] }: Example): string {
  const { says, reasons } = answerTo(one, other, others)
  const lines = reasons.map((reason) => `- ${inWords(reason)}`)
  return [`**${title}.** In Clio: ${here}. In Google: ${there}. → _${says}_`, lines.join('\n')].join('\n\n')
}

const BEFORE = [
  '<!-- Made by `npm run docs:matching` from scripts/parts/matching-page.ts. Change it there. -->',
  '# Why two contacts were, or were not, taken for the same person',
  `Concord compares your contacts here with those of the connected account. It answers one of three things for every two contacts:
**the same** (linked without asking), **perhaps** (you are asked) or **different** (both are kept). This page says why.`,
  '## Linked without asking',
  `Only by one rule: first name, last name and one email address are the same (for a company: its name and one email address). Capital
letters and spaces do not matter, accents do. And nothing may contradict:`,
  `- neither contact has another possible match;
- no birthday, no Sr. and Jr., no Mr. and Mrs. tell them apart;
- an address such as info@ that several contacts have does not count for a person;
- where a list has strangers with one full name and one email address, something else must agree: a phone number, an address, a birthday or a
  small employer.`,
  'Everything else is asked, however likely it is.',
  '## Asked',
  'Every field adds to the likelihood or takes from it. This is what the matcher answers for values that no third contact has:',
]

const BETWEEN = [
  `A value that many contacts of one list have counts less: a switchboard's number says where somebody works, not who it is. A name counts by
how rare it is, in your lists and in general.`,
  `A value may also be similar. Concord knows nicknames (Bob, Robert), initials, swapped first and last names, other spellings (Müller, Mueller),
a letter too many, a wrong digit in a birthday, day and month swapped, a phone number with and without its country code, and an address
with a typo. Similar values count less than equal ones.`,
  `The reasons stand beside each question, with how much each counts, from "very strong" to "strongly against". A pair that was linked without
asking shows its reasons under **Why**. "2 possible matches" means that the contact has another question. Questions about clients of a matter
come first, then those about contacts edited lately.`,
  `**Link all that are very likely** answers the questions of 0.9 and more that have no other possible match and no reason against them. Their rows
say "Very likely". All others are asked one by one, and say first what speaks against them. **Keep all apart** answers every open question that
matches the search. **Undo** takes such answers back until Start Sync.`,
  '## Examples',
  'Each of these pairs was given to the matcher. The reasons are those that the preview shows; where nobody is asked, the matcher has them all the same.',
]

const REASONS = [
  '## Every reason',
  'These are all the sentences by which the pages explain a pair, with one example each.',
  reasonTables(),
]

const AFTER = [
  '## Not asked',
  `- **Two first names** at one address, phone and mailbox are two people of one family. One birthday makes it a question.
- **Only in lists where hardly two people share an address** are two first names or two birthdays at one address a question.
- **Sr. and Jr.**, and birthdays fifteen years or more apart, are two generations. If only one of the two
  is called Jr. or the like, they are asked about, and are never *very likely*.
- **Colleagues** share an employer, a switchboard and an address. That alone is never a question.
- **A common name alone** is nothing. Two contacts that have nothing but one full name, which nobody else has, are a question.
- **A weaker match** is no question if both lists show a match a thousand times as likely.`,
  '## Large lists and duplicates',
  `From 2,000 contacts on, Concord learns from the lists how carefully they were kept: if people there seldom have the same address twice, a
different one counts less. Nothing is learned from your answers, and nothing leaves your server.`,
  `Within one list, two contacts that both match a third one also match each other, unless they contradict.
\`npm run -s match -- FILE.vcf\` lists the duplicates within a file, and \`npm run -s match -- LEFT.vcf RIGHT.vcf\` the matches of two, with these
reasons and weights.`,
]
