@echo off
setlocal
set LANG=zh_CN
if not exist "%~dp0runtime\python.exe" goto unpack
"%~dp0runtime\python.exe" -m extract review --serve --open -- %*
goto end
:unpack
echo 请先将压缩包全部解压，再运行本文件。
echo Unpack the whole ZIP first, then run this file.
:end
pause
