import type { Installations } from '../flows/ports/hook.ts';
import { unlessAbsent } from './requests/absent.ts';
import { allPages } from './requests/pages.ts';
import type { AppRequests } from './requests/requests.ts';

/** Who has installed the app. */
export function githubInstallations(requests: AppRequests): Installations {
  return {
    async all() {
      const request = await requests();
      const found = await allPages((page) => request('GET /app/installations', { per_page: 100, page }), 1_000);
      return found.map(({ id, suspended_at }) => ({ id, suspended: suspended_at != null }));
    },
    async isSuspended(id) {
      const request = await requests();
      const answer = await unlessAbsent(request('GET /app/installations/{installation_id}', { installation_id: id }));
      return answer && answer.data.suspended_at != null;
    },
    async having({ owner, name }) {
      const request = await requests();
      const answer = await unlessAbsent(request('GET /repos/{owner}/{repo}/installation', { owner, repo: name }));
      return answer && Number(answer.data.id);
    },
  };
}
