/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { managementCalls } from '../../src/auth0/management-calls.ts';

describe('the calls of the management store', () => {
  it('send nothing for a signal that is aborted while their code is on its way', async () => {
    const methods: string[] = [];
     
    const { open } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string) {
      methods.push(method);
      open.call(this, method, url, true);
    };
    try {
      const ending = new AbortController();
      const getToken = async () => {
        // After the token is taken, and long before a script can have come.
        void (async () => {
          for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
          ending.abort();
        })();
        return Promise.resolve('opaque');
      };
      const domain = location.host;
      const error = await managementCalls({ domain, getToken })
        .save('auth0|ann', { company: 'ACME' }, { signal: ending.signal })
        .catch((reason: unknown) => reason);
      expect(error).to.include({ name: 'StoreError', code: 'aborted' });
      // A later call waits for the same script, and is the only one that sends.
      await managementCalls({ domain, getToken: () => Promise.resolve('opaque') })
        .read('auth0|ann')
        .catch(() => undefined);
      expect(methods).to.deep.equal(['GET']);
    } finally {
      XMLHttpRequest.prototype.open = open;
    }
  });
});
