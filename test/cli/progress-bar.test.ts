import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { it } from 'node:test';
import { openBar } from '../../src/cli/progress-bar.ts';

it('a progress bar leaves the cursor alone, so that Ctrl+C leaves the terminal one', () => {
  let written = '';
  const terminal = Object.assign(new Writable({ write: (chunk, _, done) => ((written += String(chunk)), done()) }), { isTTY: true, cursorTo: () => true, clearLine: () => true });
  const bar = openBar('{value} people', terminal);
  bar.start(0, 7);
  const drawn = written;
  bar.stop();
  assert.match(drawn, /7 people/);
  assert.ok(!drawn.includes('\u001b[?25l'), 'the cursor is hidden');
});
