@echo off
rem Runs llama-nb from source, once npm install or bun install has been run:
rem
rem   .\llama-nb "Why is the sky blue?"
setlocal
set "bun=%~dp0node_modules\bun\bin\bun.exe"
if not exist "%bun%" (
  echo llama-nb: Bun is not installed yet; run npm install ^(or bun install^) in "%~dp0" >&2
  exit /b 1
)
"%bun%" "%~dp0src\main.ts" %*
exit /b %errorlevel%
