// SPDX-License-Identifier: MIT
// gRPC through the proxy, in clear text and then over TLS on both sides.

import grpc from '@grpc/grpc-js';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import test from 'node:test';
import { grpcClient, grpcUpstream, statusOf, unary } from './support/grpc.js';
import { nghttp, streamOf } from './support/nghttp.js';
import { staged } from './support/stage.js';
import { temporaryFile } from './support/temporary.js';
import { deadUpstream } from './support/upstream.js';
import { deferred, within } from './support/wait.js';

const { status: Status, Metadata } = grpc;

/** Server, proxy and client. @param {object} own methods of the server */
async function talk(stage, secure, own) {
  const upstream = await grpcUpstream(stage, secure, own);
  return grpcClient(stage, await stage.proxy(upstream, { secure }));
}

async function messagesOf(call) {
  const messages = [];
  for await (const message of call) messages.push(message);
  return messages;
}

const cases = {
  async 'a unary call'(stage, secure) {
    const client = await talk(stage, secure);
    const response = await unary(client, 'Say', { text: 'hello' });
    assert.equal(response.text, 'hello');
  },

  async '100 unary calls at once'(stage, secure) {
    const client = await talk(stage, secure);
    const responses = await Promise.all(Array.from({ length: 100 },
        (_, i) => unary(client, 'Say', { text: `number ${i}` })));
    responses.forEach(({ text }, i) => assert.equal(text, `number ${i}`));
  },

  async 'a stream from the server'(stage, secure) {
    const client = await talk(stage, secure);
    const call = client.Repeat({ text: 'again', times: 500 });
    const over = statusOf(call);
    const messages = await messagesOf(call);
    assert.deepEqual(messages.map(({ times }) => times ?? 0),
        Array.from({ length: 500 }, (_, i) => i));
    assert.equal((await over).code, Status.OK);
  },

  async 'a message arrives while the server thinks about the next'(
      stage, secure) {
    const go = deferred();
    const client = await talk(stage, secure, {
      async Repeat(call) {
        call.write({ text: 'first' });
        await go.promise;
        call.end();
      },
    });
    const call = client.Repeat({});
    const over = statusOf(call);
    const [first] = await within('the first message', once(call, 'data'));
    assert.equal(first.text, 'first');
    go.resolve();
    assert.equal((await within('the status', over)).code, Status.OK);
  },

  async 'a stream from the client'(stage, secure) {
    const client = await talk(stage, secure);
    const response = await within('the response', new Promise((done, fail) => {
      const call = client.Join((error, words) => (error ? fail(error) : done(words)));
      for (let i = 0; i < 500; ++i) call.write({ text: `${i}` });
      call.end();
    }));
    assert.equal(response.times, 500);
    assert.equal(response.text, [...Array(500).keys()].join(' '));
  },

  async '1000 messages back and forth on one stream'(stage, secure) {
    const client = await talk(stage, secure);
    const call = client.Talk();
    const over = statusOf(call);
    const replies = call[Symbol.asyncIterator]();
    for (let i = 0; i < 1000; ++i) {
      call.write({ text: `message ${i}` });
      const { value } = await within(`message ${i}`, replies.next());
      assert.equal(value.text, `message ${i}`);
    }
    call.end();
    assert.equal((await replies.next()).done, true);
    assert.equal((await over).code, Status.OK);
  },

  async 'the deadline of the client ends the call at the server'(
      stage, secure) {
    const cancelled = deferred();
    const left = deferred();
    const client = await talk(stage, secure, {
      Say(call) {
        left.resolve(call.getDeadline() - Date.now());
        call.on('cancelled', cancelled.resolve);
      },
    });
    const calling = unary(client, 'Say', { text: 'slow' }, undefined,
        { deadline: Date.now() + 1000 });
    const milliseconds = await within('the call', left.promise);
    assert(milliseconds > 0 && milliseconds <= 1000, `${milliseconds} ms left`);
    await assert.rejects(calling, { code: Status.DEADLINE_EXCEEDED });
    await within('the end at the server', cancelled.promise);
  },

  async 'a cancelled call ends at the server'(stage, secure) {
    const arrived = deferred();
    const cancelled = deferred();
    const client = await talk(stage, secure, {
      Talk(call) {
        call.on('cancelled', cancelled.resolve);
        call.on('error', () => {});
        call.once('data', arrived.resolve);
      },
    });
    const call = client.Talk();
    const over = statusOf(call);
    call.write({ text: 'are you there?' });
    await within('the message', arrived.promise);
    call.cancel();
    assert.equal((await over).code, Status.CANCELLED);
    await within('the end at the server', cancelled.promise);
    const { text } = await unary(client, 'Say', { text: 'still here' });
    assert.equal(text, 'still here');
  },

  async 'an error with its text and metadata'(stage, secure) {
    const metadata = new Metadata();
    metadata.set('x-why', 'because');
    const client = await talk(stage, secure, {
      Say: (_, done) => done({ code: Status.FAILED_PRECONDITION,
        details: 'not now: 100 % busy, ça va?', metadata }),
    });
    await assert.rejects(unary(client, 'Say', {}), (error) => {
      assert.equal(error.code, Status.FAILED_PRECONDITION);
      assert.equal(error.details, 'not now: 100 % busy, ça va?');
      assert.deepEqual(error.metadata.get('x-why'), ['because']);
      return true;
    });
  },

  async 'an error after some messages'(stage, secure) {
    const client = await talk(stage, secure, {
      Repeat(call) {
        call.write({ text: 'one' });
        call.write({ text: 'two' });
        call.emit('error', { code: Status.DATA_LOSS, details: 'no third' });
      },
    });
    const call = client.Repeat({});
    const over = statusOf(call);
    const texts = [];
    call.on('data', ({ text }) => texts.push(text));
    const { code, details } = await within('the status', over);
    assert.deepEqual([code, details], [Status.DATA_LOSS, 'no third']);
    assert.deepEqual(texts, ['one', 'two']);
  },

  async 'a method that nobody implements'(stage, secure) {
    const client = await talk(stage, secure);
    const nothing = { path: '/hop.Echo/Nothing', requestStream: false,
      responseStream: false };
    const same = (octets) => octets;
    const calling = new Promise((resolve, reject) => {
      client.makeUnaryRequest(nothing.path, same, same, Buffer.alloc(0),
          (error) => (error ? reject(error) : resolve()));
    });
    await assert.rejects(calling, { code: Status.UNIMPLEMENTED });
  },

  async 'an error without a message stays one HEADERS frame'(stage, secure) {
    const upstream = await grpcUpstream(stage, secure);
    const proxy = await stage.proxy(upstream, { secure });
    const request = temporaryFile('no-message', Buffer.alloc(5));
    const frames = await nghttp(proxy, '/hop.Echo/Nothing', [
      `--data=${request}`, '--header=content-type: application/grpc',
      '--header=te: trailers']);
    const { frames: types, head, ended } = streamOf(frames, 1);
    assert.deepEqual(types, ['HEADERS']);
    assert.equal(head['grpc-status'], String(Status.UNIMPLEMENTED));
    assert(ended, 'END_STREAM');
  },

  async 'metadata: ASCII, binary, repeated, 8 KiB'(stage, secure) {
    const octets = randomBytes(300);
    const long = 'm'.repeat(8 * 1024);
    const sent = new Metadata();
    sent.add('x-ascii', 'plain, with a comma');
    sent.add('x-octets-bin', octets);
    for (const value of ['one', 'two', 'three']) sent.add('x-list', value);
    sent.set('x-long', long);
    const seen = deferred();
    const client = await talk(stage, secure, {
      Say(call, done) {
        seen.resolve(call.metadata);
        call.sendMetadata(call.metadata);
        done(null, {}, call.metadata);
      },
    });
    const call = client.Say({}, sent, () => {});
    const [head] = await within('the first metadata', once(call, 'metadata'));
    const { metadata: last } = await within('the status', statusOf(call));
    for (const metadata of [await seen.promise, head, last]) {
      assert.deepEqual(metadata.get('x-ascii'), ['plain, with a comma']);
      assert.deepEqual(metadata.get('x-octets-bin'), [octets]);
      assert.equal(metadata.get('x-list').join(', '), 'one, two, three');
      assert.deepEqual(metadata.get('x-long'), [long]);
    }
  },

  async 'messages of 4 MiB'(stage, secure) {
    const client = await talk(stage, secure);
    const octets = randomBytes(4 * 1024 * 1024);
    const response = await unary(client, 'Say', { octets });
    assert(octets.equals(response.octets), 'the same octets');
  },

  async 'a server that is not there is UNAVAILABLE'(stage, secure) {
    const upstream = await deadUpstream(secure ? 'https' : 'h2c');
    const client = grpcClient(stage, await stage.proxy(upstream, { secure }));
    await assert.rejects(unary(client, 'Say', {}), { code: Status.UNAVAILABLE });
  },
};

for (const secure of [false, true]) {
  for (const [name, body] of Object.entries(cases)) {
    test(`${name}${secure ? ', TLS' : ''}`,
        staged((stage) => body(stage, secure)));
  }
}
