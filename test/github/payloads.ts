import type { Repository } from '../../src/domain/repository.ts';

/** Payloads cut down to what GitHub always sends around the fields that a test is about. */

export const appId = 77;

export const shop: Repository = {
  id: 10,
  ownerId: 1,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 5,
};

export const mona = { login: 'mona', id: 2, type: 'User' };
export const ourBot = { login: 'soundings[bot]', id: 3, type: 'Bot' };

export const around = {
  repository: {
    id: 10,
    node_id: 'R_1',
    name: 'shop',
    full_name: 'acme/shop',
    private: true,
    default_branch: 'main',
    owner: { login: 'acme', id: 1, type: 'Organization' },
  },
  installation: { id: 5, node_id: 'I_5' },
  sender: mona,
};

export const context = { installationId: 5, repository: shop, sender: { login: 'mona', isBot: false } };

const sha = 'ce587453ced02b1526dfb4cb910479d431683101';
export const checkRun = {
  id: 4,
  name: 'Soundings',
  head_sha: sha,
  app: { id: appId, slug: 'soundings' },
  pull_requests: [
    { number: 3, base: { ref: 'main', repo: { id: 99 } } },
    { number: 7, base: { ref: 'main', repo: { id: 10 } } },
  ],
};

export const release = {
  id: 21,
  tag_name: 'v1.4.0',
  target_commitish: 'main',
  html_url: 'https://github.com/acme/shop/releases/v1.4.0',
  draft: false,
  prerelease: false,
  created_at: '2026-11-01T09:00:00Z',
  published_at: '2026-11-03T09:00:00Z',
};

export const deploymentStatus = {
  deployment_status: { id: 31, state: 'success', environment: 'production', created_at: '2026-11-03T09:00:00Z' },
  deployment: {
    id: 30,
    sha,
    environment: 'production',
    production_environment: true,
    transient_environment: false,
  },
};

export const commit = {
  id: sha,
  message: 'Shorter form (#7)',
  timestamp: '2026-11-03T10:00:00+01:00',
  added: [],
  modified: ['src/form.ts'],
  removed: [],
};
export const push = { ref: 'refs/heads/main', deleted: false, forced: false, created: false, commits: [commit] };
