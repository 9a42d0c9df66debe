// Words around a name that are not part of it, in plain form and several languages. One list for reading full names from files and for
// matching.
import { words } from '@/lib/domains/contacts/value/words'

const set = (text: string): ReadonlySet<string> => new Set(words(text))

/** Before a name: "Dr.", "Frau". */
export const FORMS_OF_ADDRESS = set(`
mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend hon judge justice capt captain col lt sgt
herr frau hr fr dipl ing mag med jur habil dott dottssa avv avvocato ra rain rechtsanwalt me maitre mme mlle monsieur madame
sra srta senor senora don dona doc mgr bc family familie
`)

/** After a name: "PhD", "Esq." */
export const DEGREES = set('phd md esq esquire jd llm llb llp cpa mba msc bsc dds dvm rn qc kc mp')

/** Both. */
export const TITLES: ReadonlySet<string> = new Set([...FORMS_OF_ADDRESS, ...DEGREES])

/** Forms of address that show a person's sex. */
export const MALE = set('mr sr sir lord herr hr monsieur senor signor pan')
export const FEMALE = set('mrs ms miss dame lady frau mme mlle madame sra srta senora signora pani')

/** Distinguish people with the same name: by number, the older ones first. */
export const GENERATIONS: ReadonlyMap<string, number> = new Map([
  ...words('sr senior sen snr pere i 1st').map((word) => [word, 1] as const),
  ...words('jr junior jun jnr fils filho hijo ii 2nd').map((word) => [word, 2] as const),
  ...words('iii 3rd neto nieto').map((word) => [word, 3] as const),
  ...words('iv 4th').map((word) => [word, 4] as const),
])

/** Parts of a last name that people write, drop or join. */
export const PARTICLES = set(`
van von der den de del della di da do dos das du la le les el al ter ten te zu zum zur af av bin bint ibn ben abu y e und dit
st saint san santa ver vander vanden vom lo degli dei
`)

/** Legal forms after a firm's name. */
export const LEGAL_FORMS = set(`
inc incorporated llc ltd limited gmbh mbh ag kg kgaa ohg gbr ug ev eg se co company corp corporation sa sas sarl srl spa sl slu
bv nv plc llp lp pllc pc pa pty ab as asa oy oyj aps kft zrt bt sro doo spzoo sp zoo zo lda ltda eireli oü ou uab sia pte
bhd sdn kk the and und et y e i cie compagnie partg partgmbb 株式会社 有限会社 有限公司 公司 주식회사
`)
