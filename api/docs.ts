import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type IRouter } from 'express';
import { createOpenApiDocument } from '../contracts/openapi.js';

const ASSETS = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>苗程 Miaocheng API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, tryItOutEnabled: true, persistAuthorization: false });
`;

/** The OpenAPI document and a page to browse it, from this server's own files: nothing is fetched from elsewhere. */
export function docsRoutes(router: IRouter, publicUrl: string): void {
  const document = createOpenApiDocument(publicUrl);
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.get('/docs', (_request, response) => void response.type('html').send(PAGE));
  router.get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(START));
  router.use('/docs/assets', express.static(ASSETS, { index: false, maxAge: '1 hour' }));
}
