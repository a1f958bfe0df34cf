-- Run once by the image of Postgres, as its superuser, on an empty volume.
\getenv password SOUNDINGS_PASSWORD

-- Soundings works as a user whom row-level security holds, and for an owner as a role that may still less.
CREATE ROLE soundings LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE soundings_tenant NOLOGIN;
GRANT soundings_tenant TO soundings;
CREATE DATABASE soundings OWNER soundings;
