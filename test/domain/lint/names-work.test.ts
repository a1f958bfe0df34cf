import { expect, test } from 'vitest';
import { completionIn, namesWork } from '../../../src/domain/lint/names-work.ts';

test.each([
  'Ship the new checkout',
  'Ship 5 features and delight users',
  'We will ship it',
  'Launch',
  'Launch in Germany',
  'Relaunch the website',
  'Launch of the new app',
  'Mobile app launched by December',
  'Integrate Slack',
  'API has been integrated',
  'The Slack integration is live',
  'Migrate to Postgres',
  'Migrating all customers to v2',
  'Roll out SSO to all teams',
  'SSO rolled out to all customers',
  'Rolling out single sign-on',
  'Deliver the redesign by Q3',
  'Implement OAuth',
  'Build a mobile app',
  'Checkout rebuilt? Rebuild the checkout',
  'Release v2',
  'New checkout shipped',
  'Increase retention by launching a mobile app',
  'Complete the migration',
  'Finish phase 2 of the rollout',
  '80% of the migration complete',
  'Migration 100% complete',
  'Migration progress',
  '%-complete of the roadmap',
  'Percent of epics done',
])('%s: work', (title) => {
  expect(namesWork(title)).toBeTypeOf('string');
});

test.each([
  'Relaunch rate',
  'Launch conversion rate',
  'App launch time under two seconds',
  'Release frequency',
  'Release cycle time below a day',
  'Fewer failed releases',
  'Build time under 5 minutes',
  'Builds that pass at the first try',
  'Build trust with small teams',
  'Shipping cost per order',
  'Shipments on time',
  'Orders shipped within 24 hours',
  'Time to ship an order',
  'Deploy daily',
  'Deployment frequency',
  'Deliver parcels within two days',
  'Delivery time from order to door',
  'Share of orders delivered on time',
  'Percentage of orders delivered',
  'Integration errors per day',
  'Users who integrate the API within a week',
  'Teams build their first project within a day',
  'Completed projects',
  'Project completion time',
  'Task completion rate',
  'Twice the projects',
  'Small teams finish projects with us',
  'Visit to sign-up rate',
  'Migrated users stay',
  'Leadership, membership and friendship',
  'People who live in Berlin',
  '',
])('%s: maybe an outcome', (title) => {
  expect(namesWork(title)).toBeUndefined();
});

test('a metric of how far work has come is told apart from one of what people complete', () => {
  expect(completionIn('Share of services: % migrated')).toBe('% migrated');
  expect(completionIn('Roadmap progress')).toBe('Roadmap progress');
  expect(completionIn('Completed projects')).toBeUndefined();
  expect(completionIn('Onboarding completion rate')).toBeUndefined();
});

test('long titles take no time', () => {
  const start = process.cpuUsage();
  for (const word of ['ship ', 'the ', '% of ', 'migration of ', 'is ', '100% complete of '])
    namesWork(word.repeat(60));
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(200);
});
