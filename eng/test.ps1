# Sets up, builds everything and runs every test; the last line counts them. Arguments go to dotnet build and dotnet test.
$root = Split-Path -Parent $PSScriptRoot
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit 1 }
Write-Host 'test: building NonNegML.sln (minutes the first time) ...'
dotnet build (Join-Path $root 'NonNegML.sln') -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary' @args
if ($LASTEXITCODE -ne 0) { Write-Host '0 passed, 1 failed'; exit 1 }

$results = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
$passed = 0; $failed = 0
foreach ($project in Get-ChildItem (Join-Path $root 'test') -Directory -Filter '*.Tests') {
    Write-Host "test: $($project.Name) ..."
    dotnet test $project.FullName -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$($project.Name).trx" --logger "console;verbosity=minimal" --results-directory $results @args
    $status = $LASTEXITCODE
    $file = Join-Path $results "$($project.Name).trx"
    $p = 0; $f = 0
    if (Test-Path $file) { $counters = ([xml](Get-Content $file)).TestRun.ResultSummary.Counters; $p = [int]$counters.passed; $f = [int]$counters.failed }
    # A run that broke off counts as a failure, whatever its tests said before.
    if (($status -ne 0 -and $f -eq 0) -or ($status -eq 0 -and -not (Test-Path $file))) { $f = 1 }
    $passed += $p; $failed += $f
}
Remove-Item -Recurse -Force $results -ErrorAction SilentlyContinue
Write-Host "$passed passed, $failed failed"
exit [int]($failed -gt 0 -or $passed -eq 0)
