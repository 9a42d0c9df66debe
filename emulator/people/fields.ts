// The fields of a Person: the masks that may name them, the keys of their entries, and what Google computes. Masks, body parsing and
// projection all use this table.

/** The kind of an entry's key: `out` is accepted and ignored, since Google computes it. */
export type KeyKind = 'text' | 'out' | 'date' | 'flag' | 'int' | 'group'

interface FieldRule {
  /** The field's number inside person.etag; our own, since Google's are not published. */
  readonly number: number
  readonly writable: boolean
  readonly singleton: boolean
  /** List calls truncate it to 100 entries. */
  readonly capped: boolean
  readonly keys: Readonly<Record<string, KeyKind>>
}

function rule(number: number, keys: string, traits = ''): FieldRule {
  const pairs = keys.split(' ').filter(Boolean)
  return {
    number,
    writable: !traits.includes('read-only'),
    singleton: traits.includes('singleton'),
    capped: traits.includes('capped'),
    keys: Object.fromEntries(
      pairs.map((pair) => {
        const [key = '', kind = 'text'] = pair.split(':')
        return [key, kind as KeyKind]
      }),
    ),
  }
}

export const FIELDS = {
  addresses: rule(
    1,
    'type formattedType:out formattedValue poBox streetAddress extendedAddress city region postalCode country countryCode',
  ),
  ageRanges: rule(2, '', 'read-only'),
  biographies: rule(3, 'value contentType', 'singleton'),
  birthdays: rule(4, 'date:date text', 'singleton'),
  calendarUrls: rule(5, 'url type formattedType:out'),
  clientData: rule(6, 'key value'),
  coverPhotos: rule(7, '', 'read-only'),
  emailAddresses: rule(8, 'value type formattedType:out displayName', 'capped'),
  events: rule(9, 'date:date type formattedType:out'),
  externalIds: rule(10, 'value type formattedType:out'),
  genders: rule(11, 'value addressMeAs formattedValue:out', 'singleton'),
  imClients: rule(12, 'username type formattedType:out protocol formattedProtocol:out'),
  interests: rule(13, 'value'),
  locales: rule(14, 'value'),
  locations: rule(15, 'value type current:flag buildingId floor floorSection deskCode'),
  memberships: rule(16, 'contactGroupMembership:group domainMembership:out'),
  metadata: rule(17, '', 'read-only'),
  miscKeywords: rule(18, 'value type formattedType:out'),
  names: rule(
    19,
    'displayName:out displayNameLastFirst:out unstructuredName familyName givenName middleName honorificPrefix honorificSuffix ' +
      'phoneticFullName phoneticFamilyName phoneticGivenName phoneticMiddleName phoneticHonorificPrefix phoneticHonorificSuffix',
    'singleton',
  ),
  nicknames: rule(20, 'value type'),
  occupations: rule(21, 'value'),
  organizations: rule(
    22,
    'type formattedType:out startDate:date endDate:date current:flag phoneticName name department title jobDescription symbol ' +
      'domain location costCenter fullTimeEquivalentMillipercent:int',
  ),
  phoneNumbers: rule(23, 'value canonicalForm:out type formattedType:out', 'capped'),
  photos: rule(24, '', 'read-only'),
  relations: rule(25, 'person type formattedType:out'),
  sipAddresses: rule(26, 'value type formattedType:out'),
  skills: rule(27, '', 'read-only'),
  urls: rule(28, 'value type formattedType:out'),
  userDefined: rule(29, 'key value'),
} as const satisfies Record<string, FieldRule>

export type FieldName = keyof typeof FIELDS

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]
export const WRITABLE = FIELD_NAMES.filter((name) => FIELDS[name].writable)

/** Members of a Person that a body may contain although nothing reads them. */
export const IGNORED_MEMBERS = new Set([
  'resourceName',
  'etag',
  'ageRange',
  'fileAses',
  'taglines',
  'residences',
  'relationshipInterests',
  'relationshipStatuses',
  'braggingRights',
])

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name)
}
