import type { CheckOutput } from '../domain/gate/check-output.ts';
import type { Repository } from '../domain/repository.ts';
import type { CheckRun } from '../flows/ports/forge.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import { fitBytes, fitCharacters } from './requests/fit-text.ts';
import { allPages } from './requests/pages.ts';
import { unlessRefused } from './requests/refused.ts';
import type { Requests } from './requests/requests.ts';

/** Branch protection knows the check by this name: it must never change. */
const checkName = 'Soundings';

const annotationsARequest = 50;

export async function createCheck(
  requests: Requests,
  now: () => Date,
  repository: Repository,
  run: CheckRun,
): Promise<number> {
  const request = await requests(repository);
  const [first, ...more] = batches(run.output.annotations.map(toAnnotation));
  const { data } = await unlessRefused(
    request('POST /repos/{owner}/{repo}/check-runs', {
      ...at(repository),
      name: checkName,
      head_sha: run.headSha,
      ...state(run, now()),
      output: { ...texts(run.output), annotations: first ?? [] },
    }),
  );
  const id = Number(data.id);
  for (const annotations of more) await addAnnotations(requests, repository, id, run, annotations);
  return id;
}

/** false: the run is gone. GitHub adds annotations to a run's existing ones, so only new ones are sent. */
export async function updateCheck(
  requests: Requests,
  now: () => Date,
  repository: Repository,
  id: number,
  run: CheckRun,
): Promise<boolean> {
  const wanted = run.output.annotations.map(toAnnotation);
  const present = wanted.length === 0 ? [] : await readAnnotations(requests, repository, id);
  if (!present) return false;
  const known = new Set(present.map(fingerprint));
  const [first, ...more] = batches(wanted.filter((annotation) => !known.has(fingerprint(annotation))));

  const request = await requests(repository);
  const answer = await unlessAbsent(
    unlessRefused(
      request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        ...at(repository),
        check_run_id: id,
        name: checkName,
        ...state(run, now()),
        output: { ...texts(run.output), ...(first ? { annotations: first } : {}) },
      }),
    ),
  );
  if (!answer) return false;
  for (const annotations of more) await addAnnotations(requests, repository, id, run, annotations);
  return true;
}

/** Our own run on this SHA. Any workflow may have a job of the same name, so the app is compared too. */
export async function readOwnCheck(
  requests: Requests,
  appId: number,
  repository: Repository,
  headSha: string,
): Promise<number | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    unlessRefused(
      request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        ...at(repository),
        ref: headSha,
        check_name: checkName,
        app_id: appId,
        per_page: 100,
      }),
    ),
    [422],
  );
  const own = answer?.data.check_runs.find(({ name, app }) => name === checkName && (app?.id ?? appId) === appId);
  return own && Number(own.id);
}

type Annotation = ReturnType<typeof toAnnotation>;

async function addAnnotations(
  requests: Requests,
  repository: Repository,
  id: number,
  run: CheckRun,
  annotations: Annotation[],
) {
  const request = await requests(repository);
  await request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...at(repository),
    check_run_id: id,
    output: { ...texts(run.output), annotations },
  });
}

async function readAnnotations(requests: Requests, repository: Repository, id: number) {
  const request = await requests(repository);
  return unlessAbsent(
    unlessRefused(
      allPages((page) =>
        request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', {
          ...at(repository),
          check_run_id: id,
          per_page: 100,
          page,
        }),
      ),
    ),
  );
}

const state = (run: CheckRun, now: Date) => ({
  status: 'completed' as const,
  conclusion: run.conclusion,
  completed_at: now.toISOString(),
  ...(run.detailsUrl === undefined ? {} : { details_url: run.detailsUrl }),
  actions: run.actions.slice(0, 3).map(({ label, description, identifier }) => ({
    label: fitCharacters(label, 20),
    description: fitCharacters(description, 40),
    identifier: fitCharacters(identifier, 20),
  })),
});

const texts = ({ title, summary, text }: CheckOutput) => ({
  title: fitCharacters(title, 255),
  summary: fitBytes(summary, 65_535),
  ...(text === undefined ? {} : { text: fitBytes(text, 65_535) }),
});

const toAnnotation = ({ path, line, column, level, message, title }: CheckOutput['annotations'][number]) => ({
  path,
  start_line: line,
  end_line: line,
  ...(column === undefined ? {} : { start_column: column, end_column: column }),
  annotation_level: level,
  message: fitBytes(message, 65_535),
  ...(title === undefined ? {} : { title: fitCharacters(title, 255) }),
});

const fingerprint = (annotation: {
  path: string;
  start_line: number;
  start_column?: number | null;
  annotation_level: string | null;
  message: string | null;
}) =>
  JSON.stringify([
    annotation.path,
    annotation.start_line,
    annotation.start_column ?? null,
    annotation.annotation_level,
    annotation.message,
  ]);

function batches(annotations: Annotation[]): Annotation[][] {
  const count = Math.ceil(annotations.length / annotationsARequest);
  return Array.from({ length: count }, (_, index) =>
    annotations.slice(index * annotationsARequest, (index + 1) * annotationsARequest),
  );
}
