import { defineConfig } from 'drizzle-kit';

// `npx drizzle-kit generate --name what_changes` writes the next numbered migration; landed ones are never edited.
export default defineConfig({ dialect: 'postgresql', schema: './src/db/schema/tables.ts', out: './drizzle' });
