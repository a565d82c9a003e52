import { expect, it } from 'vitest';
import type { Policy } from '../queries/policy.ts';
import { policyText } from './policy-text.ts';

const wanted = (more: Partial<Policy>) =>
  policyText({ name: 'p', from: 'app', to: 'db', expect: 'reachable', ...more });

it.each<[string, Partial<Policy>]>([
  ['app → db is reachable on all', {}],
  ['app → db is blocked on tcp but tcp/443', { expect: 'blocked', services: ['tcp'], except: ['tcp/443'] }],
  ['app → db is reachable on all, through fw or nat', { through: ['fw', 'nat'] }],
  ['app → db is blocked on all, not through fw', { expect: 'blocked', notThrough: ['fw'] }],
  ['app → db is reachable on all', { reply: true }],
  ['app → db is reachable on all, whether answered or not', { reply: false }],
  ['app → db is blocked on all', { expect: 'blocked', reply: false }],
  ['app → db is blocked on all, or not answered', { expect: 'blocked', reply: true }],
])('%s', (text, policy) => {
  expect(wanted(policy)).toBe(text);
});
