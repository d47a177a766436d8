create table blueprint (
  id varchar(39) primary key,
  name varchar(100) not null,
  description varchar(1000) not null,
  image varchar(400) not null,
  port integer not null,
  health_path varchar(200) not null,
  managed_by varchar(16) not null
);

insert into blueprint (id, name, description, image, port, health_path, managed_by) values
  ('wordpress', 'WordPress', 'A blog or website that its authors edit in the browser. Community Ops keep it up to date.', 'wordpress:6.8.3-php8.3-apache', 80, '/', 'OPS'),
  ('static', 'Static site', 'Plain pages, served as they are. Community Ops keep the server up to date.', 'nginxinc/nginx-unprivileged:1.29-alpine', 8080, '/', 'OPS');

create table delivered_service (
  id varchar(300) primary key,
  community varchar(39) not null references community (slug),
  kind varchar(16) not null,
  name varchar(254) not null,
  host varchar(254),
  blueprint varchar(39) references blueprint (id),
  image varchar(400),
  managed_by varchar(16) not null,
  state varchar(16) not null,
  specification text not null,
  created_at timestamptz not null,
  unique (community, name)
);

-- One name on the net leads to one service of a kind: a site and a mail domain may share a name.
create unique index delivered_service_host on delivered_service (kind, host);
create index delivered_service_community on delivered_service (community);
