/**
 * Which rows go with which columns, one to one, for the greatest sum of gains: exact, and in memory that is kept, for it is asked for
 * every candidate. Gains are whole numbers, 0 where a row and a column may not go together.
 */
let side = 16
let gains = new Float64Array(side * side)
let chosen = new Int32Array(side)
let taken = new Uint8Array(side)
let u = new Float64Array(side + 1)
let v = new Float64Array(side + 1)
let match = new Int32Array(side + 1)
let least = new Float64Array(side + 1)
let used = new Uint8Array(side + 1)
let way = new Int32Array(side + 1)

/** Room for the gains of so many rows and columns; they stand row by row. */
export function gainsFor(rows: number, columns: number): Float64Array {
  const needed = Math.max(rows, columns)
  if (needed > side) {
    side = needed * 2
    gains = new Float64Array(side * side)
    chosen = new Int32Array(side)
    taken = new Uint8Array(side)
    u = new Float64Array(side + 1)
    v = new Float64Array(side + 1)
    match = new Int32Array(side + 1)
    least = new Float64Array(side + 1)
    used = new Uint8Array(side + 1)
    way = new Int32Array(side + 1)
  }
  return gains
}

/** For each row its column, or -1, by the gains that `gainsFor` was filled with. Valid until it is asked again. */
export function bestAssignment(rows: number, columns: number): Int32Array {
  if (!assignSimply(rows, columns)) assignByPaths(rows, columns)
  return chosen
}

/** Each row's best column, where no two want the same: then it is the best assignment. */
function assignSimply(rows: number, columns: number): boolean {
  taken.fill(0, 0, columns)
  for (let i = 0; i < rows; i += 1) {
    let best = -1
    let most = 0
    for (let j = 0; j < columns; j += 1) {
      const value = gains[i * columns + j] ?? 0
      if (value > most) {
        most = value
        best = j
      }
    }
    if (best >= 0 && taken[best] === 1) return false
    if (best >= 0) taken[best] = 1
    chosen[i] = best
  }
  return true
}

/** By augmenting paths (Kuhn and Munkres) on a square of the larger side; cost is the negative gain. */
function assignByPaths(rows: number, columns: number): void {
  const size = Math.max(rows, columns)
  u.fill(0, 0, size + 1)
  v.fill(0, 0, size + 1)
  match.fill(0, 0, size + 1)
  for (let i = 1; i <= size; i += 1) {
    if (i <= rows && hasGain(i - 1, columns)) augment(i, size, rows, columns)
    else takeFree(i, size)
  }
  chosen.fill(-1, 0, rows)
  for (let j = 1; j <= columns; j += 1) {
    const i = match[j] ?? 0
    if (i >= 1 && i <= rows && (gains[(i - 1) * columns + j - 1] ?? 0) > 0) chosen[i - 1] = j - 1
  }
}

function hasGain(row: number, columns: number): boolean {
  for (let at = row * columns; at < (row + 1) * columns; at += 1) if ((gains[at] ?? 0) > 0) return true
  return false
}

/**
 * A row that gains nothing anywhere: the shortest path from it costs nothing and ends at the first free column, for a free column's
 * potential is nought, a taken one's is at most that, and no way over a taken one is shorter than the straight one.
 */
function takeFree(row: number, size: number): void {
  let column = 1
  while (column < size && match[column] !== 0) column += 1
  match[column] = row
}

function augment(start: number, size: number, rows: number, columns: number): void {
  least.fill(Number.MAX_SAFE_INTEGER, 0, size + 1)
  used.fill(0, 0, size + 1)
  way.fill(0, 0, size + 1)
  match[0] = start
  let column = 0
  do {
    used[column] = 1
    column = nextColumn(column, size, rows, columns)
  } while ((match[column] ?? 0) !== 0)
  do {
    const previous = way[column] ?? 0
    match[column] = match[previous] ?? 0
    column = previous
  } while (column !== 0)
}

/** The nearest column that the path has not reached, after the potentials are moved by how far it is. */
function nextColumn(column: number, size: number, rows: number, columns: number): number {
  const row = match[column] ?? 0
  const potential = u[row] ?? 0
  const from = (row - 1) * columns - 1
  let delta = Number.MAX_SAFE_INTEGER
  let next = 0
  for (let j = 1; j <= size; j += 1) {
    if (used[j] === 1) continue
    const cost = row <= rows && j <= columns ? -(gains[from + j] ?? 0) : 0
    const reduced = cost - potential - (v[j] ?? 0)
    if (reduced < (least[j] ?? 0)) {
      least[j] = reduced
      way[j] = column
    }
    if ((least[j] ?? 0) < delta) {
      delta = least[j] ?? 0
      next = j
    }
  }
  for (let j = 0; j <= size; j += 1) {
    if (used[j] === 1) {
      const matched = match[j] ?? 0
      u[matched] = (u[matched] ?? 0) + delta
      v[j] = (v[j] ?? 0) - delta
    } else {
      least[j] = (least[j] ?? 0) - delta
    }
  }
  return next
}
