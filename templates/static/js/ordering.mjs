/**
 * In which order hits show. No DOM, no network. Rows, and what is found of them, are as in query.mjs.
 */

import { KINDS } from "./brief.mjs"
import { compare, isChosen } from "./choosing.mjs"

const COMPANY = "公司"
const FIRMS = 10
const MOST = 60
const BRANCH = /公司.*(分(公司|[厂店部所])|支(公司|行)|营业部|办事处|项目部)$/

/**
 * What of it is of the kind, place, body and year asked for; best first, a firm's records together.
 *
 * @param {Found[]} found
 * @param {{kind?: string, region?: string, organ?: string, year?: string}} query
 * @returns {Row[]}
 */
export function chosen(found, query) {
  const kept = found.filter(({ row }) => isChosen(row, query))
  const firms = new Map()
  for (const one of kept) {
    const firm = firms.get(firmOf(one.row))
    if (!firm) firms.set(firmOf(one.row), [one])
    else firm.push(one)
  }
  const inOrder = [...firms.values()].map((firm) => firm.sort(before)).sort(([one], [other]) => before(one, other))
  return besideTheirFirm(inOrder).flat().map(({ row }) => row)
}

/**
 * How many rows from a place on are shown together: those of ten firms, so that a name which no more share is answered at
 * once; and never fewer than `least`, nor so many that a telephone is busy with them.
 *
 * @param {Row[]} rows
 * @param {number} from
 * @param {number} least
 * @returns {number}
 */
export function together(rows, from, least) {
  const next = rows.slice(from, from + MOST)
  const firms = new Set()
  const behind = next.findIndex((row, at) => firms.add(firmOf(row)).size > FIRMS && at >= least)
  return behind < 0 ? next.length : behind
}

/** Branches behind the firm whose name they begin with, where it is among the firms. */
function besideTheirFirm(firms) {
  const heads = new Map(firms.filter(([one]) => !isBranch(one.row)).map((firm) => [firm[0].row.names[0], firm]))
  const headOf = (firm) => {
    const [name] = firm[0].row.names
    return isBranch(firm[0].row) ? heads.get(name.slice(0, name.indexOf(COMPANY) + COMPANY.length)) : undefined
  }
  const branches = new Map()
  for (const firm of firms) {
    const head = headOf(firm)
    if (head) branches.set(head, [...(branches.get(head) || []), firm])
  }
  return firms.flatMap((firm) => (headOf(firm) ? [] : [firm, ...(branches.get(firm) || [])]))
}

/**
 * Whether a name is that of a branch, which is no firm of its own: 某某有限公司呼和浩特分公司.
 *
 * @param {Row} row
 * @returns {boolean}
 */
export function isBranch(row) {
  return BRANCH.test(row.names[0] || "")
}

/** A firm by its code; what has none stands by itself. */
function firmOf(row) {
  return (row.codes || [])[0] || row.id
}

function before(one, other) {
  return (
    one.place - other.place ||
    KINDS.indexOf(one.row.kind) - KINDS.indexOf(other.row.kind) ||
    compare(one.row.title, other.row.title) ||
    compare(one.row.id, other.row.id)
  )
}
