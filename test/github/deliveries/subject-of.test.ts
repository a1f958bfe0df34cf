import { expect, test } from 'vitest';
import { subjectOf } from '../../../src/github/deliveries/subject-of.ts';
import { around, checkRun, deploymentStatus, push, release } from '../payloads.ts';

const { repository: _, ...withoutRepository } = around;

test.each([
  ['pull_request', { ...around, pull_request: { number: 7 } }, 'repo:10#7'],
  ['issues', { ...around, issue: { number: 42 } }, 'repo:10#42'],
  ['pull_request_review', { ...around, pull_request: { number: 7 }, review: { id: 9 } }, 'repo:10#7'],
  ['issue_comment', { ...around, issue: { number: 42 }, comment: { id: 9 } }, 'repo:10#42'],
  ['check_run', { ...around, check_run: checkRun }, 'repo:10#7'],
  ['check_run', { ...around, check_run: { ...checkRun, pull_requests: [] } }, 'repo:10'],
  ['check_suite', { ...around, check_suite: checkRun }, 'repo:10#7'],
  ['deployment_status', { ...around, ...deploymentStatus, check_run: checkRun }, 'repo:10'],
  ['release', { ...around, release }, 'repo:10'],
  ['push', { ...around, ...push }, 'repo:10'],
  ['repository', { ...around, installation: undefined }, 'repo:10'],
  ['pull_request', { ...around, pull_request: 'seven' }, 'repo:10'],
  ['installation', withoutRepository, 'installation:5'],
  ['ping', { zen: 'Keep it logically awesome.' }, 'other'],
  ['pull_request', null, 'other'],
  ['pull_request', 'text', 'other'],
])('%s: %#', (event, payload, subject) => {
  expect(subjectOf(event, payload)).toBe(subject);
});
