import { type CliHost, type DaemonOptions, type OpenInstanceOptions, projectErrors } from '@hookline/cli';
