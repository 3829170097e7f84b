import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readText } from '../../src/plan/read-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that comes in these chunks and then stays open, unless it `ends`; `cancelled` counts who has had enough. */
function bodyOf(chunks: Uint8Array[], { ends = true } = {}) {
  const body = { cancelled: 0, reader: undefined as ReadableStreamDefaultReader<Uint8Array> | undefined };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (ends) controller.close();
    },
    cancel() {
      body.cancelled++;
      throw new Error('the other side is gone');
    },
  });
  body.reader = stream.getReader();
  return body;
}

describe('the text of a body', () => {
  it('is put together from chunks, also where they cut a character', async () => {
    const [one, two] = [bytes('Größe').slice(0, 3), bytes('Größe').slice(3)];
    assert.equal(await readText(bodyOf([one, two, bytes('!')]).reader, 100), 'Größe!');
    assert.equal(await readText(bodyOf([one]).reader, 100), 'Gr\ufffd');
  });

  it('is empty without a body', async () => {
    assert.equal(await readText(undefined, 100), '');
    assert.equal(await readText(bodyOf([]).reader, 100), '');
  });

  it('may have as many bytes as it is given, and is not read any further with more', async () => {
    const fitting = bodyOf([bytes('abc'), bytes('de')]);
    assert.deepEqual([await readText(fitting.reader, 5), fitting.cancelled], ['abcde', 0]);
    const long = bodyOf([bytes('abc'), bytes('def')], { ends: false });
    assert.deepEqual([await readText(long.reader, 5), long.cancelled], [undefined, 1]);
  });
});
