// Names as a census counts them: a few are common, most are rare. Made by hand and by joining syllables; no real list is copied.
import type { World } from '@/testing/matching/lifelike-world'

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const FIRST = list(`
Emily Jack Sophie Joshua Thomas Lachlan James Matthew Jessica William Daniel Benjamin Georgia Isabella Olivia Samuel Chloe Ella
Nicholas Alexander Hannah Sarah Ethan Joseph Ryan Grace Harry Liam Lucy Charlotte Jacob Zoe Mia Michael Ruby Emma Mitchell Luke
Lauren Cooper Dylan Amelia Oliver Connor Lily Caitlin Jake Riley Max Hayley Tyler Ben Samantha Kate Patrick Rebecca Nathan Noah
Rachel Ashley Alex Jordan Madison Lewis Molly Maddison Holly Brianna Adam Bailey Zachary Finn Imogen Rhys Jasmine Angus Isabelle
Callum Abbey Sam Jayden Christian Hugo Paige Alexandra Taylor Anna Christopher Isaac David Aidan Hamish Katelyn Logan Eliza Bella
Mikayla Robert Sebastian Phoebe Charlie Elizabeth Kyle Brooke Tom Natasha Claire Amy Harrison Erin Marcus Tara Natalie Blake Oscar
Owen Eleanor Victoria Stella Simone Aaron Toby Maya Poppy Sean Stephanie Evan Jasper Freya Declan Alice Peter Courtney Julia Gabrielle
Bethany Nikki Tristan Summer Talia Reuben Kirra Alana Shania Flynn Xavier Rosie Keely Mason Travis Kiara Leah Darcy Brodie Tahlia
Kayla Erik Keira Anthony Cameron Dakota Edward Mary John Susan Karen Helen Margaret Andrew Stephen Paul Mark Gary Linda Julie Diane
Kevin Brian Janet Carol Raymond Philip Judith Wendy Bruce Colin Marie Heather Barbara Graham Neil Trevor Denise Lorraine Keith Glenn
`)
const LAST = list(`
White Clarke Reid Webb Ryan Campbell Smith Jones Brown Williams Wilson Taylor Johnson Martin Anderson Thompson Nguyen Walker Harris
Lee Thomas Robinson King Kelly Wright Davis Scott Young Roberts Mitchell Hall Green Baker Edwards Turner Hill Lewis Phillips Moore
Allen Evans Cooper Morris Stewart Watson Collins Bell Parker Morgan Murphy Bailey Cook Murray Gray Rogers Marshall Hughes Ward Shaw
Price Butler Simpson Ross Hunt Adams Mason Fraser Ford Grant Lowe Palmer Fox Stone Barnes Dean Burns Carr Dixon Wells Lloyd Reynolds
Ferguson Hamilton Gibson Hudson Lawson Nicholls Matthews Pearce Knight Henderson Chapman Armstrong Elliott Howard Stevens Harvey
Jenkins Fisher Andrews Dunn Ellis Francis Gordon Graham Holmes Hunter Jackson James Kennedy Lane Newman Nelson Perry Richards
Saunders Spencer Sullivan Thomson Wallace West Wood Woods Byrne Burton Doyle Duncan Fleming Goldsworthy Haines Blake Beams Clulow
`)
const STARTS = list(
  `Ash Black Brad Brook Can Chad Cold Crom Dal Ell Fair Farn Hal Har Haw Hel Hol Kel Kirk Lang Lin Mar Mid Mont Nor Oak Pem Pren Rad Rock Sel Shel Stan Stock Thorn Wake Wal Wex Whit Win`,
)
const ENDS = list(
  `ham ton wood ford ley bury worth by stead more field land ridge combe well brook son man er ing den vale shaw croft gate hurst`,
)
const FOREIGN = list(
  `Pap Kov Zab Miet Ros Bian Fer Sant Oliv Kara Dimi Petr Nak Tana Srin Chak Okon Abde Khal Mos Vu Phan`,
)
const FOREIGN_ENDS = list(
  `adakis enko owski ini etti ari eira anos oulos ova ura aka ivasan rabarti kwo lah oud ong`,
)

/** The commonest has about twice the share of the tenth, as in a census. */
function ranked({ roll }: World, names: readonly string[]): string {
  const [start, end] = [FLAT, names.length + FLAT]
  return names[Math.min(names.length - 1, Math.floor(start * (end / start) ** roll() - start))] ?? ''
}

const FLAT = 8

export function firstName(world: World): string {
  return ranked(world, FIRST)
}

/** Half of all people have one of the common last names, a third one of about a thousand, the rest one of a few hundred foreign ones. */
export function lastName(world: World): string {
  const { roll, pick } = world
  const kind = roll()
  if (kind < 0.5) return ranked(world, LAST)
  return kind < 0.85 ? pick(STARTS) + pick(ENDS) : pick(FOREIGN) + pick(FOREIGN_ENDS)
}

const STREETS = list(`
Circuit Street Place Crescent Avenue Drive Road Close Court Lane Parade Way Terrace
`)
export const streetName = ({ pick, chance }: World): string =>
  `${chance(0.3) ? pick(LAST) : pick(STARTS) + pick(ENDS)} ${pick(STREETS)}`

export const townName = ({ pick, chance }: World): string =>
  `${chance(0.2) ? `${pick(['North', 'South', 'Mount', 'Port', 'Saint'])} ` : ''}${pick(STARTS)}${pick(ENDS)}`
