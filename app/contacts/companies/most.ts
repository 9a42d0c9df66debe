/** Companies on the page, and the most that are added at once. */
export const MOST_COMPANIES = 200
