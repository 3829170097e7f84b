/** Histories that once went wrong, told step by step. */
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { LEDGER_KEY, answeredAt, historyOfName, readLedger } from '../../src/plan/ledger.ts';
import { HOUR, MINUTE, SECOND, START, YEAR, useHistoryClock } from './histories.ts';
import { PLANS, World, type Device } from './world.ts';

const plan = PLANS[0]!;

function open(...endpoints: boolean[]): { world: World; a: Device; b: Device; c: Device } {
  mock.timers.setTime(START);
  const world = new World([endpoints[0] ?? false, endpoints[1] ?? false, endpoints[2] ?? false], Date.now);
  const [a, b, c] = world.devices as [Device, Device, Device];
  return { world, a, b, c };
}

const wait = (ms: number) => mock.timers.setTime(Date.now() + ms);
const stored = (world: World) => readLedger(world.metadata[LEDGER_KEY]);

describe('what was said on one device', () => {
  useHistoryClock();

  for (const hasEndpoint of [false, true]) {
    it(`holds when another device answers what was on its screen before${hasEndpoint ? ', through an endpoint' : ''}`, async () => {
      const { world, a, b, c } = open(false, hasEndpoint);
      await world.read(b);
      wait(MINUTE * 2);
      await world.act(a, 'silence', 'company');
      await world.act(a, 'decline', 'phone');
      wait(HOUR);
      await world.act(b, 'answer', 'company');
      assert.ok(stored(world).q > 0, 'the silence does not hold in the profile');
      assert.equal(historyOfName(plan, stored(world), 'phone').isDeclined, true);
      await world.read(c);
      assert.ok(c.person!.ledger.q > 0, 'the silence does not hold on the third device');
      world.close();
    });
  }

  it('is not undone by a device that heard of it before and takes back something older', async () => {
    const { world, a, b } = open();
    a.isOnline = false;
    await world.act(a, 'silence', 'company');
    await world.act(a, 'unsilence', 'company');
    wait(HOUR);
    await world.act(b, 'silence', 'company');
    wait(HOUR);
    await world.comeTogether();
    assert.ok(stored(world).q > 0, 'the silence does not hold in the profile');
    world.close();
  });

  it('is written to the profile again after another program has overwritten the ledger', async () => {
    const { world, a } = open();
    await world.act(a, 'silence', 'company');
    delete world.metadata[LEDGER_KEY];
    wait(HOUR);
    await world.read(a);
    await world.flush(a);
    assert.ok(stored(world).q > 0, 'the silence does not hold in the profile');
    world.close();
  });

  it('is written there on a later visit, too, on which nothing has been sent yet', async () => {
    const { world, a } = open();
    await world.act(a, 'decline', 'company');
    delete world.metadata[LEDGER_KEY];
    wait(HOUR);
    await world.visit(a, { signsIn: false, planIndex: 0 });
    await world.read(a);
    await world.flush(a);
    assert.equal(historyOfName(plan, stored(world), 'company').isDeclined, true);
    world.close();
  });
});

describe('an answer', () => {
  useHistoryClock();

  it('that is taken back without a network is open everywhere once it is', async () => {
    const { world, a, b } = open();
    await world.act(a, 'answer', 'company');
    assert.equal(world.metadata.company, 'v0');
    wait(5 * SECOND);
    a.isOnline = false;
    await world.act(a, 'undo', 'company');
    wait(HOUR);
    await world.comeTogether();
    assert.equal(world.metadata.company, undefined);
    for (const { person } of [a, b]) assert.equal(historyOfName(plan, person!.ledger, 'company').isAnswered, false);
    world.close();
  });

  it('that was saved without a reply can be taken back, and replaced', async () => {
    for (const type of ['undo', 'answer'] as const) {
      const { world, a } = open();
      a.losesReplies = true;
      await world.act(a, 'answer', 'company');
      assert.equal(world.metadata.company, 'v0');
      Object.assign(a, { losesReplies: false, isOnline: false });
      await world.act(a, type, 'company');
      wait(HOUR);
      a.isOnline = true;
      await world.flush(a);
      assert.equal(world.metadata.company, type === 'undo' ? undefined : 'v1');
      assert.deepEqual(a.person!.otherAnswers, {});
      assert.equal(a.failures.includes('answered-elsewhere'), false);
      world.close();
    }
  });

  it('that was undone leaves alone what another device has answered since', async () => {
    const { world, a, b } = open();
    await world.act(a, 'answer', 'company');
    a.isOnline = false;
    wait(5 * SECOND);
    await world.act(a, 'undo', 'company');
    wait(HOUR);
    await world.act(b, 'answer', 'company');
    wait(HOUR);
    await world.comeTogether();
    assert.equal(world.metadata.company, 'v2');
    world.close();
  });

  it('is not dropped because of a "not now" that another device said later', async () => {
    const { world, a, b, c } = open();
    await world.act(a, 'answer', 'company');
    c.isOnline = false;
    wait(30 * MINUTE);
    await world.act(c, 'answer', 'company');
    wait(10 * MINUTE);
    await world.act(b, 'snooze', 'company');
    wait(20 * MINUTE);
    c.isOnline = true;
    await world.flush(c);
    assert.equal(world.metadata.company, 'v1');
    world.close();
  });

  for (const signsIn of [false, true]) {
    it(`does not replace a later one when it comes late, though a third device wrote in between${signsIn ? ', with the Action’s claim' : ''}`, async () => {
      const { world, a, b, c } = open();
      await world.visit(c, { signsIn, planIndex: 0 });
      c.isOnline = false;
      await world.act(c, 'answer', 'company');
      wait(5 * MINUTE);
      await world.visit(a, { signsIn, planIndex: 0 });
      await world.act(a, 'answer', 'company');
      const at = answeredAt(plan, stored(world), 'company');
      wait(5 * MINUTE);
      await world.visit(b, { signsIn, planIndex: 0 });
      await world.act(b, 'answer', 'phone');
      assert.equal(answeredAt(plan, stored(world), 'company'), at);
      wait(5 * MINUTE);
      c.isOnline = true;
      await world.flush(c);
      assert.equal(world.metadata.company, 'v1');
      assert.deepEqual(c.person!.otherAnswers, { company: 'v0' });
      assert.equal(c.failures.includes('answered-elsewhere'), true);
      world.close();
    });
  }

  it('is kept and told where two devices answered within the same minute', async () => {
    const { world, a, b } = open();
    a.isOnline = false;
    await world.act(a, 'answer', 'company');
    wait(20 * SECOND);
    await world.act(b, 'answer', 'company');
    wait(HOUR);
    a.isOnline = true;
    await world.flush(a);
    assert.equal(world.metadata.company, 'v1');
    assert.deepEqual(a.person!.otherAnswers, { company: 'v0' });
    assert.equal(a.failures.includes('answered-elsewhere'), true);
    await world.act(a, 'answer', 'company');
    assert.equal(world.metadata.company, 'v2');
    assert.deepEqual(a.person!.otherAnswers, {}, 'the person has chosen');
    world.close();
  });

  it('is kept where another device replaces its own answer of the same minute', async () => {
    const { world, a, b } = open();
    a.isOnline = false;
    await world.act(a, 'answer', 'company');
    wait(20 * SECOND);
    await world.act(b, 'answer', 'company');
    wait(MINUTE * 2);
    await world.act(a, 'answer', 'company');
    wait(HOUR);
    a.isOnline = true;
    await world.flush(a);
    assert.equal(world.metadata.company, 'v2');
    assert.deepEqual(a.person!.otherAnswers, { company: 'v1' });
    world.close();
  });

  for (const [what, first, second] of [
    ['was an hour ahead at the first answer', HOUR, 0],
    ['falls back to 2020', 0, Date.parse('2020-06-01') - START],
    ['is a year ahead', YEAR, 0],
  ] as const) {
    it(`replaces the one before it on the same device, whose clock ${what}`, async () => {
      const { world, a } = open();
      a.offset = first;
      await world.read(a);
      await world.act(a, 'answer', 'company');
      a.offset = second;
      wait(5 * MINUTE);
      a.isOnline = false;
      await world.act(a, 'answer', 'company');
      wait(20 * SECOND);
      a.isOnline = true;
      await world.flush(a);
      assert.equal(world.metadata.company, 'v1');
      assert.deepEqual(a.person!.otherAnswers, {});
      world.close();
    });
  }

  it('replaces one that the person saw, on a device whose clock is ten minutes slow', async () => {
    const { world, a, b } = open();
    await world.act(a, 'answer', 'phone');
    wait(5 * MINUTE);
    b.offset = -10 * MINUTE;
    await world.read(b);
    b.isOnline = false;
    await world.act(b, 'answer', 'phone');
    wait(20 * SECOND);
    b.isOnline = true;
    await world.flush(b);
    assert.equal(world.metadata.phone, 'v1');
    world.close();
  });

  it('is the latest if it is sent at once, on a device that has read long ago and whose clock is slow', async () => {
    for (const hasEndpoint of [false, true]) {
      const { world, a, b, c } = open(hasEndpoint);
      await world.read(a);
      wait(HOUR);
      await world.act(b, 'answer', 'phone');
      a.offset = -YEAR;
      wait(HOUR);
      await world.act(a, 'answer', 'phone');
      assert.equal(world.metadata.phone, 'v1');
      // B's answer, which is older, is not taken for the later one by a third device.
      wait(HOUR);
      await world.read(c);
      assert.ok(historyOfName(plan, c.person!.ledger, 'phone').answerStamp > historyOfName(plan, b.person!.ledger, 'phone').answerStamp, 'the later answer has the earlier stamp');
      world.close();
    }
  });

  it('that the tenant refuses is claimed on no device, and saved once it is taken', async () => {
    for (const hasEndpoint of [false, true]) {
      const { world, a, b } = open(hasEndpoint);
      world.refused.add('company');
      await world.act(a, 'answer', 'company');
      assert.deepEqual([world.metadata.company, a.failures.includes('invalid')], [undefined, true]);
      await world.read(b);
      assert.deepEqual([a, b].map(({ person }) => historyOfName(plan, person!.ledger, 'company').isAnswered), [true, false]);
      world.refused.clear();
      wait(HOUR * 25);
      await world.visit(a, { signsIn: false, planIndex: 0 });
      assert.equal(world.metadata.company, 'v0');
      assert.equal(historyOfName(plan, stored(world), 'company').isAnswered, true);
      assert.deepEqual([a.person!.otherAnswers, a.failures.includes('answered-elsewhere')], [{}, false]);
      world.close();
    }
  });

  it('that is dropped by a sign-out is asked for again, and "don’t ask again" stays', async () => {
    const { world, a } = open();
    a.isOnline = false;
    await world.act(a, 'answer', 'company');
    await world.act(a, 'decline', 'phone');
    a.person!.forget();
    a.isOnline = true;
    await world.visit(a, { signsIn: false, planIndex: 0 });
    await world.read(a);
    const { isAnswered } = historyOfName(plan, a.person!.ledger, 'company');
    assert.deepEqual([isAnswered, historyOfName(plan, a.person!.ledger, 'phone').isDeclined], [false, true]);
    world.close();
  });

  it('that waits is back after a later one was undone, and so is an erasure', async () => {
    for (const type of ['answer', 'erase'] as const) {
      const { world, a } = open();
      await world.act(a, 'answer', 'company');
      wait(HOUR);
      a.isOnline = false;
      await world.act(a, type, 'company');
      await world.visit(a, { signsIn: false, planIndex: 0 });
      wait(HOUR);
      await world.act(a, 'answer', 'company');
      await world.act(a, 'undo', 'company');
      assert.equal(a.person!.metadata.company, type === 'answer' ? 'v1' : undefined);
      wait(HOUR);
      a.isOnline = true;
      await world.flush(a);
      assert.equal(world.metadata.company, type === 'answer' ? 'v1' : undefined);
      world.close();
    }
  });

  it('that was changed after "Back" is undone with the one before it, which was saved', async () => {
    const { world, a } = open();
    await world.act(a, 'answer', 'company');
    a.isOnline = false;
    await world.act(a, 'change', 'company');
    await world.act(a, 'undo', 'company');
    wait(HOUR);
    a.isOnline = true;
    await world.flush(a);
    assert.equal(world.metadata.company, undefined);
    world.close();
  });

  for (const type of ['undo', 'erase'] as const) {
    it(`stays where another device takes back or erases an earlier one (${type})`, async () => {
      for (const hasEndpoint of [false, true]) {
        const { world, a, b } = open(hasEndpoint);
        await world.act(a, 'answer', 'company');
        wait(2 * MINUTE);
        await world.act(b, 'answer', 'company');
        wait(2 * MINUTE);
        await world.act(a, type, 'company');
        assert.equal(world.metadata.company, 'v1');
        assert.equal(historyOfName(plan, stored(world), 'company').isAnswered, true);
        world.close();
      }
    });
  }

  it('is erased with the saved one that it replaces', async () => {
    const { world, a } = open();
    await world.act(a, 'answer', 'company');
    a.isOnline = false;
    wait(HOUR);
    await world.act(a, 'answer', 'company');
    await world.visit(a, { signsIn: false, planIndex: 0 });
    await world.act(a, 'erase', 'company');
    wait(HOUR);
    a.isOnline = true;
    await world.flush(a);
    assert.equal(world.metadata.company, undefined);
    world.close();
  });

  for (const isOnline of [true, false]) {
    it(`stays where another tab takes back an earlier one ${isOnline ? 'within the minute' : 'before it is sent'}`, async () => {
      for (const hasEndpoint of [false, true]) {
        const { world, a } = open(hasEndpoint);
        await world.act(a, 'answer', 'company');
        world.switchTab(a);
        await world.read(a);
        a.isOnline = isOnline;
        wait(8 * SECOND);
        await world.act(a, 'answer', 'company');
        world.switchTab(a);
        wait(4 * SECOND);
        await world.act(a, 'undo', 'company');
        wait(HOUR);
        a.isOnline = true;
        await world.flush(a);
        assert.equal(world.metadata.company, 'v1');
        world.close();
      }
    });
  }

  it('gives way to a later one also where it is sent from a page whose plan lacks the field', async () => {
    const { world, a, b } = open();
    await world.read(a);
    a.isOnline = false;
    await world.act(a, 'answer', 'phone');
    wait(HOUR);
    await world.act(b, 'answer', 'phone');
    wait(HOUR);
    a.isOnline = true;
    await world.visit(a, { signsIn: false, planIndex: 1 });
    assert.equal(world.metadata.phone, 'v1');
    assert.deepEqual(a.person!.otherAnswers, { phone: 'v0' });
    world.close();
  });

  it('that lost against another one is kept also when that one is taken back', async () => {
    const { world, a, b } = open();
    a.isOnline = false;
    await world.act(b, 'answer', 'company');
    wait(HOUR);
    await world.act(a, 'answer', 'company');
    a.isOnline = true;
    await world.flush(a);
    assert.deepEqual([world.metadata.company, a.person!.otherAnswers], ['v1', { company: 'v0' }]);
    await world.act(a, 'undo', 'company');
    assert.deepEqual([world.metadata.company, a.person!.otherAnswers], [undefined, { company: 'v0' }]);
    world.close();
  });

  it('that a token told can be erased on the next page, which has no token', async () => {
    const { world, a, b } = open();
    await world.act(a, 'answer', 'company');
    wait(2 * MINUTE);
    await world.act(b, 'answer', 'company');
    wait(2 * MINUTE);
    await world.visit(a, { signsIn: true, planIndex: 0 });
    await world.visit(a, { signsIn: false, planIndex: 0 });
    assert.equal(a.person!.metadata.company, 'v1');
    await world.act(a, 'erase', 'company');
    assert.equal(world.metadata.company, undefined);
    world.close();
  });

  it('can be erased within the minute of a login whose token does not contain it', async () => {
    const { world, a } = open();
    await world.act(a, 'answer', 'phone');
    wait(2 * MINUTE);
    await world.visit(a, { signsIn: true, planIndex: 0 });
    await world.act(a, 'erase', 'phone');
    assert.equal(world.metadata.phone, undefined);
    world.close();
  });
});
