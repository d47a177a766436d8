-- What each service runs, so that whom a problem affects can be looked up.

-- What the image's name says is kept in parts, since a service's image is searched for by them.
-- image_version: the version of the blueprint's software, null if its image's tag does not tell.
alter table delivered_service add column image_repository varchar(400);
alter table delivered_service add column image_tag varchar(128);
alter table delivered_service add column image_digest varchar(100);
alter table delivered_service add column image_version varchar(128);
alter table delivered_service add column image_since timestamptz;
create index delivered_service_blueprint on delivered_service (blueprint);
create index delivered_service_image on delivered_service (image_repository);
create index delivered_service_digest on delivered_service (image_digest);

alter table blueprint add column image_pattern varchar(400);
update blueprint set image_pattern = 'wordpress:{version}-php8.3-apache' where id = 'wordpress';
update blueprint set image_pattern = 'nginxinc/nginx-unprivileged:{version}-alpine' where id = 'static';
alter table blueprint alter column image_pattern set not null;

-- The packages that a blueprint's image has at the version of its software.
create table blueprint_component (
  blueprint varchar(39) not null references blueprint (id),
  type varchar(32) not null,
  name varchar(400) not null,
  primary key (blueprint, type, name)
);
create index blueprint_component_package on blueprint_component (name, type);

insert into blueprint_component (blueprint, type, name) values
  ('wordpress', 'generic', 'wordpress'),
  ('wordpress', 'github', 'wordpress/wordpress'),
  ('wordpress', 'composer', 'johnpbloch/wordpress-core'),
  ('wordpress', 'composer', 'roots/wordpress-no-content'),
  ('wordpress', 'composer', 'wordpress/wordpress'),
  ('wordpress', 'docker', 'wordpress'),
  ('static', 'generic', 'nginx'),
  ('static', 'github', 'nginx/nginx'),
  ('static', 'docker', 'nginxinc/nginx-unprivileged');

-- Bills of materials: what a community or a scanner says is in one image of a service.
-- image and digest: the image it was made of; each is empty where it was not said.
-- counts: whether that image is the one that runs.
create table service_sbom (
  id bigint generated always as identity primary key,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  image varchar(400) not null,
  digest varchar(100) not null,
  counts boolean not null,
  components integer not null,
  uploaded_by varchar(255) not null,
  uploaded_at timestamptz not null,
  unique (service, image, digest)
);

create table service_component (
  sbom bigint not null references service_sbom (id) on delete cascade,
  type varchar(32) not null,
  name varchar(400) not null,
  version varchar(200) not null,
  purl varchar(2000) not null,
  primary key (sbom, type, name, version)
);
create index service_component_package on service_component (name, type);

-- What runs, whoever says so. An image whose blueprint lists it has the blueprint's version, not
-- the tag; a version is empty where nobody knows it.
create view running_component as
select s.id as service, cast('SBOM' as varchar(16)) as origin, c.type, c.name, c.version, c.purl
  from service_component c
  join service_sbom b on b.id = c.sbom and b.counts
  join delivered_service s on s.id = b.service and s.state = 'DELIVERED'
union all
select s.id, 'BLUEPRINT', b.type, b.name, coalesce(s.image_version, ''), ''
  from delivered_service s
  join blueprint_component b on b.blueprint = s.blueprint
 where s.state = 'DELIVERED'
union all
select s.id, 'IMAGE', 'docker', s.image_repository, coalesce(s.image_tag, ''), ''
  from delivered_service s
 where s.state = 'DELIVERED'
   and s.image_repository is not null
   and not exists (
     select from blueprint_component b
      where b.blueprint = s.blueprint and b.type = 'docker' and b.name = s.image_repository);

-- What happened to a service; never changed afterwards.
create table service_change (
  id bigint generated always as identity primary key,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  at timestamptz not null,
  what varchar(16) not null,
  from_value varchar(600),
  to_value varchar(600),
  by_whom varchar(255) not null,
  why varchar(1000) not null
);
create index service_change_service on service_change (service, id);

-- What was delivered before this could be known.
update delivered_service
   set image_digest = substring(image from '@(sha256:[0-9a-f]{64})$'),
       image_tag = substring(split_part(image, '@', 1) from ':([^:/]+)$'),
       image_repository = regexp_replace(
         regexp_replace(regexp_replace(split_part(image, '@', 1), ':[^:/]+$', ''), '^(index\.|registry-1\.)?docker\.io/', ''),
         '^library/', ''),
       image_since = created_at
 where image is not null;

update delivered_service
   set image_version = case blueprint
     when 'wordpress' then substring(image_tag from '^([0-9].*?)-php8\.3-apache$')
     when 'static' then substring(image_tag from '^([0-9].*?)-alpine$')
   end
 where blueprint is not null;
