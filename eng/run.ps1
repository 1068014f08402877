# Sets up, builds and runs the sample ImageClassification; every argument goes to the sample (try --help).
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit 1 }
$sample = Join-Path $root 'samples/ImageClassification'
Write-Host 'run: building samples/ImageClassification (minutes the first time) ...'
dotnet build $sample -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
if ($LASTEXITCODE -ne 0) { exit 1 }
$program = dotnet msbuild $sample -getProperty:TargetPath -p:Configuration=Release
dotnet $program @args
exit $LASTEXITCODE
