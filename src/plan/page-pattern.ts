/**
 * Patterns of pages (`ask.page`). Browsers convert them to regular expressions, and anyone can link to any path, so no pattern may
 * take long on any path. https://urlpattern.spec.whatwg.org/
 */
import { MAX_WILDCARDS } from './plain-page.ts';

/** An escape, a name, or one character. */
const PIECE = /\\[^]|:[\p{ID_Start}$_][\p{ID_Continue}$]*|[^]/uy;

/** Splits a pattern into the pieces of `PIECE` and whole expressions. An expression that does not end is the piece `(`. */
function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  let open = 0;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < pattern.length) {
    const piece = PIECE.exec(pattern)?.[0] ?? '';
    if (open > 0) pieces.push(`${pieces.pop()}${piece}`);
    else pieces.push(piece);
    if (piece === '(') open += 1;
    else if (piece === ')' && open > 0) open -= 1;
  }
  return open > 0 ? [...pieces.slice(0, -1), '('] : pieces;
}

/**
 * True for a pattern that may take too long on some path: one with more than two wildcards or expressions, two names in one
 * segment, repeated braces, or an expression for which `isSlow` is true.
 */
export function isSlowPage(pattern: string, isSlow: (expression: string) => boolean): boolean {
  let wildcards = 0;
  let namesInSegment = 0;
  let before = '';
  for (const piece of piecesOf(pattern)) {
    const isName = piece.startsWith(':') && piece.length > 1;
    const follows = (pieces: RegExp) => pieces.test(before);
    if (piece === '/') namesInSegment = 0;
    else if (isName) namesInSegment += 1;
    else if (piece === '(' || (piece.startsWith('(') && isSlow(piece.slice(1, -1)))) return true;
    else if (piece.startsWith('(')) wildcards += 1;
    // A whole segment may be repeated.
    else if ((piece === '*' || piece === '+') && follows(/[)}]$/)) return true;
    else if ((piece === '*' || piece === '+') && follows(/:./)) {
      if (!before.startsWith('/')) return true;
    } else if (piece === '*') wildcards += 1;
    if (wildcards > MAX_WILDCARDS || namesInSegment > 1) return true;
    before = isName && before === '/' ? `/${piece}` : piece;
  }
  return false;
}
