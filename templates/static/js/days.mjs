/** Days as the law counts them: in Asia/Shanghai, whatever the device's zone. */

const SHANGHAI_AHEAD_MS = 8 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The day in Asia/Shanghai, which has had no daylight saving since 1991.
 * @param {number} now milliseconds since 1970
 * @returns {string} YYYY-MM-DD
 */
export function dayInShanghai(now) {
  return dayOf(now + SHANGHAI_AHEAD_MS)
}

function dayOf(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

/**
 * The day to judge by: a device whose clock is behind must not bring back what has ended.
 * @param {number} now milliseconds since 1970, by the device
 * @param {string} asOf the day or moment the release was made for; empty if unknown
 * @returns {string} YYYY-MM-DD
 */
export function today(now, asOf) {
  const device = dayInShanghai(now)
  const release = asOf.slice(0, 10)
  return release > device ? release : device
}

/**
 * Whether a record may no longer show.
 * @param {string} hiddenFrom the first day on which it may not; empty if no end is known
 * @param {string} day YYYY-MM-DD
 * @returns {boolean}
 */
export function hasEnded(hiddenFrom, day) {
  return hiddenFrom !== "" && hiddenFrom <= day
}

/**
 * Whether a release is older than it may be relied on.
 * @param {string} validUntil its last good day; empty if unknown
 * @param {string} day YYYY-MM-DD
 * @returns {boolean}
 */
export function isStale(validUntil, day) {
  return validUntil !== "" && validUntil < day
}

/**
 * The day before another.
 * @param {string} day YYYY-MM-DD
 * @returns {string} YYYY-MM-DD
 */
export function dayBefore(day) {
  return dayOf(Date.parse(day) - DAY_MS)
}

/** Of which day the release is, and whether it may still be relied on by the day given. */
export function freshness(release, day) {
  return { day: release.as_of, isFresh: release.valid_until >= day }
}
