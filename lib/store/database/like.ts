/** The pattern for `like` and `ilike` of texts that contain exactly this part. */
export const containing = (part: string): string => `%${part.replace(/[\\%_]/g, '\\$&')}%`
