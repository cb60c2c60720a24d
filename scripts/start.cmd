@echo off
rem Starts the program on Windows and sets up first what is missing; all arguments go to main.py.
rem NEVER RUN ON WINDOWS SO FAR: written with care, from the documentation only.
rem It is saved as UTF-8 with CRLF line ends. Only lines that print hold other than ASCII letters.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PYTHONPATH="
for %%I in ("%~dp0..") do set "ROOT=%%~fI"
set "VENV=%ROOT%\.venv"
set "VENV_PYTHON=%VENV%\Scripts\python.exe"
set "WANTED=%ROOT%\constraints.txt"
set "INSTALLED=%VENV%\installed-runtime.txt"

rem The copy of the constraints is written last: where it equals them, nothing is to be done.
if not exist "%VENV_PYTHON%" goto set_up
if not exist "%INSTALLED%" goto set_up
fc /b "%WANTED%" "%INSTALLED%" >nul 2>&1
if errorlevel 1 goto set_up
"%VENV_PYTHON%" -c "pass" >nul 2>&1
if errorlevel 1 goto set_up
goto run

:set_up
rem Messages go to standard error: standard output belongs to main.py.
for /f "tokens=2 delims=:." %%C in ('chcp') do set "CODE_PAGE=%%C"
chcp 65001 >nul
set "FITS=import struct, sys; sys.exit(not ((3, 11) <= sys.version_info[:2] < (3, 14) and struct.calcsize('P') == 8))"
set "PYTHON="
for %%V in (3.13 3.12 3.11) do call :try_python py -%%V
call :try_python python
call :try_python python3
if not defined PYTHON goto no_python

>&2 echo 正在建立运行环境 .venv ……
if exist "%VENV%" rmdir /s /q "%VENV%"
if exist "%VENV%" goto venv_in_use
%PYTHON% -m venv "%VENV%" 1>&2
if errorlevel 1 goto no_venv

>&2 echo 正在下载并安装程序库（约 150 MB，只有第一次和更新后需要，一般几分钟）……
set "PIP_TARGET="
set "PIP_PREFIX="
set "PIP_USER="
"%VENV_PYTHON%" -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r "%WANTED%" 1>&2
if errorlevel 1 goto no_libraries
copy /b /y "%WANTED%" "%INSTALLED%" >nul
>&2 echo 安装完成。
call :restore_code_page
goto run

:run
"%VENV_PYTHON%" "%ROOT%\main.py" %*
exit /b %ERRORLEVEL%

:try_python
if defined PYTHON exit /b 0
%* -c "%FITS%" >nul 2>&1
if not errorlevel 1 set "PYTHON=%*"
exit /b 0

:restore_code_page
if defined CODE_PAGE chcp %CODE_PAGE% >nul 2>&1
exit /b 0

:no_python
>&2 echo 本机没有可用的 Python：需要 64 位的 3.11、3.12 或 3.13。请从 Python 官方网站安装，然后重新运行。
goto failed

:venv_in_use
>&2 echo 旧的运行环境 .venv 删不掉，可能程序正开着。请关闭程序后重新运行。
goto failed

:no_venv
>&2 echo 运行环境没有建成，原因见上面几行。请处理后重新运行。
goto failed

:no_libraries
>&2 echo 程序库没有装全，原因见上面几行。请检查网络后重新运行，会从头再装；已有的数据不受影响。
goto failed

:failed
call :restore_code_page
rem Double-clicked, the window would close before the sentence is read.
echo %CMDCMDLINE% | find /i "/c" >nul && pause 1>&2
exit /b 1
