#!/usr/bin/env python3
"""A real OAuth 2.0 server (django-oauth-toolkit, on oauthlib) on loopback, set up for client tests.

usage: server.py PORT [--redirect-uri URI]... [--short-ttl SECONDS] [--until-eof]
Prints one JSON line on stdout when it listens; logs go to stderr. The issuer has a path (/o).
With --until-eof it ends when its standard input does: it cannot outlive the tests that started it.
"""
import argparse, json, os, pathlib, shutil, signal, sys, tempfile, threading, warnings

ap = argparse.ArgumentParser()
ap.add_argument('port', type=int)
ap.add_argument('--redirect-uri', action='append', default=[])
ap.add_argument('--short-ttl', type=int, default=2)
ap.add_argument('--until-eof', action='store_true')
args = ap.parse_args()
warnings.simplefilter('ignore')

keys = json.loads((pathlib.Path(__file__).resolve().parent.parent / 'test-keys.json').read_text())
origin = f'http://127.0.0.1:{args.port}'
issuer = origin + '/o'
redirect = 'http://127.0.0.1:8765/callback'
state_dir = tempfile.mkdtemp(prefix='dot-kit-', dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None)
os.environ.pop('DJANGO_SETTINGS_MODULE', None)

from jwcrypto import jwk
signing_pem = jwk.JWK(**{k: v for k, v in keys['server_rs256'].items() if k not in ('alg', 'use', 'kid')}).export_to_pem(private_key=True, password=None).decode()

SHORT = {'short', 'short-hybrid'}

def lifetime(request):
    return args.short_ttl if getattr(request.client, 'client_id', None) in SHORT else 3600

import django
from django.conf import settings
settings.configure(
    DEBUG=bool(os.environ.get('KIT_DEBUG')), SECRET_KEY='interop-only', ALLOWED_HOSTS=['127.0.0.1'], USE_TZ=True, ROOT_URLCONF=__name__,
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': state_dir + '/db.sqlite3', 'OPTIONS': {'timeout': 20, 'transaction_mode': 'IMMEDIATE'}}},
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'oauth2_provider'],
    MIDDLEWARE=['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.csrf.CsrfViewMiddleware',
                'django.contrib.auth.middleware.AuthenticationMiddleware', f'{__name__}.sign_in'],
    TEMPLATES=[{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}],
    PASSWORD_HASHERS=['django.contrib.auth.hashers.MD5PasswordHasher'],
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField', MIGRATION_MODULES={'auth': None, 'contenttypes': None, 'sessions': None, 'oauth2_provider': None},
    LOGGING={'version': 1, 'handlers': {'e': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['e'], 'level': 'WARNING'}},
    OAUTH2_PROVIDER={
        'SCOPES': {'openid': 'OpenID', 'profile': 'Profile', 'email': 'Mail', 'read': 'Read', 'write': 'Write', 'introspection': 'Introspect'},
        'DEFAULT_SCOPES': ['read'],
        'OIDC_ENABLED': True, 'OIDC_ISS_ENDPOINT': issuer, 'OIDC_RSA_PRIVATE_KEY': signing_pem,
        'OAUTH2_VALIDATOR_CLASS': f'{__name__}.Validator',
        'EXTRA_SERVER_KWARGS': {'token_expires_in': lifetime},
        'ROTATE_REFRESH_TOKEN': True, 'REFRESH_TOKEN_REUSE_PROTECTION': True, 'REFRESH_TOKEN_EXPIRE_SECONDS': 86400,
        'PKCE_REQUIRED': lambda client_id: client_id == 'public',
        'COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS': True,
        'OAUTH_DEVICE_VERIFICATION_URI': issuer + '/device/',
        'OAUTH_DEVICE_VERIFICATION_URI_COMPLETE': lambda user_code: f'{issuer}/device/?user_code={user_code}',
        'DEVICE_FLOW_INTERVAL': 1,
        'DCR_ENABLED': True, 'DCR_REGISTRATION_PERMISSION_CLASSES': ('oauth2_provider.dcr.AllowAllDCRPermission',),
        'ALLOW_LOCALHOST_LOOPBACK': True,
        'OIDC_RP_INITIATED_LOGOUT_ENABLED': True, 'OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT': False,
    },
)
sys.modules[__name__] = sys.modules['__main__']
# oauth2_validators imports models, so the app registry must be ready before the subclass below exists
django.setup()

from django.contrib.auth import get_user_model
from django.http import JsonResponse, QueryDict
from django.urls import include, path
from oauth2_provider.models import get_application_model, get_device_grant_model
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.urls import metadata_urlpatterns
from oauth2_provider.views.generic import ProtectedResourceView

User, App = get_user_model(), get_application_model()

class Validator(OAuth2Validator):
    oidc_claim_scope = None
    def get_additional_claims(self):
        return {'name': lambda r: r.user.get_full_name(), 'email': lambda r: r.user.email, 'preferred_username': lambda r: r.user.username}

def sign_in(get_response):
    """Signs in the test user before the sign-in and consent pages (login_hint=deny: refuses the consent)."""
    def middleware(request):
        if request.path in ('/o/authorize/', '/o/device/') or request.path.startswith('/o/device-'):
            hint = request.GET.get('login_hint')
            if request.path != '/o/device-authorization/' and hint != 'nobody':
                request.user = User.objects.get(username=hint if hint in ('bob', 'carol') else 'alice')
            App.objects.filter(skip_authorization=False).update(skip_authorization=True)
            if hint == 'deny' and request.method == 'GET':
                form = QueryDict(mutable=True)
                form.update({k: v for k, v in request.GET.items()})
                request.method, request._dont_enforce_csrf_checks = 'POST', True
                request._post, request._files = form, {}
        return get_response(request)
    return middleware

class Api(ProtectedResourceView):
    def get(self, request, *a, **kw):
        owner = getattr(request, 'resource_owner', None)
        return JsonResponse({'sub': str(owner.pk) if owner else None, 'path': request.path})

def device(request):
    grant = get_device_grant_model().objects.filter(user_code=request.GET.get('user_code')).first()
    if not grant:
        return JsonResponse({'error': 'unknown user_code'}, status=404)
    grant.user = User.objects.get(username='alice')
    grant.status = grant.DENIED if request.GET.get('action') == 'deny' else grant.AUTHORIZED
    grant.save()
    return JsonResponse({'done': grant.status})

urlpatterns = [path('o/', include('oauth2_provider.urls', namespace='oauth2_provider')), *metadata_urlpatterns,
               path('kit/api', Api.as_view()), path('kit/device', device)]

def main():
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    call_command('migrate', run_syncdb=True, verbosity=0, interactive=False)
    for name, pw in (('alice', 'wonderland'), ('bob', 'builder'), ('carol', 'singer')):
        User.objects.create_user(name, f'{name}@example.test', pw, first_name=name.title(), last_name='Test')
    alice = User.objects.get(username='alice')
    clients = {}

    def app(role, client_id, grant, auth, secret='', scope='read', algorithm='', goodbye='', **extra):
        wants_redirect = grant in ('authorization-code', 'implicit', 'openid-hybrid')
        uris = [redirect, 'http://127.0.0.1/callback', *args.redirect_uri] if wants_redirect else []
        App.objects.create(client_id=client_id, client_secret=secret, name=client_id, authorization_grant_type=grant, algorithm=algorithm,
                           client_type='public' if auth == 'none' else 'confidential', redirect_uris=' '.join(uris), post_logout_redirect_uris=goodbye, skip_authorization=True, hash_client_secret=False)
        clients[role] = {'client_id': client_id, 'client_secret': secret or None, 'auth': auth, 'redirect_uri': redirect if uris else None, 'scope': scope, 'grant_types': [grant], **extra}

    oidc, code = 'openid profile email read', 'authorization-code'
    app('public_pkce', 'public', code, 'none', scope=oidc, algorithm='RS256')
    app('basic', 'basic', code, 'client_secret_basic', 'basic-secret', scope=oidc + ' introspection', algorithm='RS256')
    app('basic_odd', 'odd id:+%&', code, 'client_secret_basic', 'p:a+s s%w&rd=/?~é', scope=oidc, algorithm='RS256')
    app('post', 'post', code, 'client_secret_post', 'post-secret-that-is-long-enough-for-hs256', scope=oidc, algorithm='HS256')
    app('short_ttl', 'short', code, 'none', scope=oidc, algorithm='RS256', access_token_ttl=args.short_ttl)
    app('logout', 'logout', code, 'none', scope=oidc, algorithm='RS256', goodbye='http://127.0.0.1:8765/goodbye')
    app('client_credentials', 'machine', 'client-credentials', 'client_secret_basic', 'machine-secret')
    app('client_credentials_post', 'machine-post', 'client-credentials', 'client_secret_post', 'machine-post-secret')
    app('password', 'password', 'password', 'client_secret_basic', 'password-secret')
    app('password_public', 'password-public', 'password', 'none')
    app('implicit', 'implicit', 'implicit', 'none', scope=oidc, algorithm='RS256', response_types=['token', 'id_token', 'id_token token'])
    app('hybrid', 'hybrid', 'openid-hybrid', 'client_secret_basic', 'hybrid-secret', scope=oidc, algorithm='RS256', response_types=['code token', 'code id_token', 'code id_token token'])
    app('device', 'device', 'urn:ietf:params:oauth:grant-type:device_code', 'none')

    server = ThreadedWSGIServer(('127.0.0.1', args.port), type('Handler', (WSGIRequestHandler,), {'log_message': lambda *a: None}))
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    from importlib.metadata import version
    print(json.dumps({
        'server': 'django-oauth-toolkit', 'version': version('django-oauth-toolkit'), 'pid': os.getpid(), 'issuer': issuer,
        'metadata': [issuer + '/.well-known/openid-configuration', origin + '/.well-known/oauth-authorization-server/o'],
        'endpoints': {'authorization': issuer + '/authorize/', 'token': issuer + '/token/', 'introspection': issuer + '/introspect/', 'revocation': issuer + '/revoke_token/',
                      'userinfo': issuer + '/userinfo/', 'jwks': issuer + '/.well-known/jwks.json', 'device_authorization': issuer + '/device-authorization/',
                      'registration': issuer + '/register/', 'end_session': issuer + '/logout/'},
        'kit': {'api': origin + '/kit/api', 'device': origin + '/kit/device', 'deny_login_hint': 'deny'}, 'any_loopback_port': True,
        'user': {'username': 'alice', 'password': 'wonderland', 'sub': str(alice.pk)},
        'features': ['iss', 'deny', 'device_deny', 'rotation', 'reuse_detection', 'registration', 'pkce_s256', 'pkce_plain', 'pkce_required_public'],
        'registration_scope': 'read', 'clients': clients}), flush=True)
    def stop(*_):
        shutil.rmtree(state_dir, ignore_errors=True)
        os._exit(0)
    for s in (signal.SIGTERM, signal.SIGINT):
        signal.signal(s, stop)
    if args.until_eof:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), stop()), daemon=True).start()
    server.serve_forever()

if __name__ == '__main__':
    main()
