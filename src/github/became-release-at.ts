interface Dated {
  published_at?: string | null | undefined;
  created_at: string | Date;
  updated_at?: string | null | undefined;
}

const hour = 3_600_000;

export const publishedAt = ({ published_at: at, created_at }: Dated) => new Date(at ?? created_at);

/** A pre-release that becomes a release keeps its publication date, so the day of its last change counts. */
export function becameReleaseAt(release: Dated): Date {
  const [published, changed] = [publishedAt(release), new Date(release.updated_at ?? Number.NaN)];
  return changed.getTime() - published.getTime() > hour ? changed : published;
}
