import type { Route } from './request.ts';
import { appRoutes } from './routes/app.ts';
import { branchRoutes } from './routes/branches.ts';
import { checkRoutes } from './routes/checks.ts';
import { commitRoutes } from './routes/commits.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { graphqlRoutes } from './routes/graphql.ts';
import { peopleRoutes } from './routes/people.ts';
import { pullRoutes } from './routes/pulls.ts';
import { releaseRoutes } from './routes/releases.ts';
import { signInRoutes } from './routes/sign-in.ts';

/** What the proxy answers itself, wholly or in part; the rest is the emulator's. The first that matches is taken. */
export const routes: Route[] = [
  ...appRoutes,
  ...branchRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...deploymentRoutes,
  ...graphqlRoutes,
  ...peopleRoutes,
  ...pullRoutes,
  ...releaseRoutes,
  ...signInRoutes,
];
