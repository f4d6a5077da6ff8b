/** Days as the law counts them: in Asia/Shanghai, whatever the device's zone. */

const SHANGHAI_AHEAD_MS = 8 * 60 * 60 * 1000

/**
 * The day in Asia/Shanghai, which has had no daylight saving since 1991.
 * @param {number} now milliseconds since 1970
 * @returns {string} YYYY-MM-DD
 */
export function dayInShanghai(now) {
  return new Date(now + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10)
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
  const midnight = new Date(`${day}T00:00:00Z`)
  midnight.setUTCDate(midnight.getUTCDate() - 1)
  return midnight.toISOString().slice(0, 10)
}
