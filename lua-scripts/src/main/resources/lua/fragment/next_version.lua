--[[
fragment/next_version   A version above all that the partition has given and above `known`: the server's clock in microseconds, or one more.
As a rule the clock is ahead: then its digits are the version, and no number has to be made or formatted.
]]
-- @include fragment/comes_after
local function next_version(last, known)
  local now = redis.call('TIME')
  local text = now[1] .. string.sub('00000' .. now[2], -6)
  if comes_after(last, text) and comes_after(known, text) then return text end
  local clock = tonumber(now[1]) * 1000000 + tonumber(now[2])
  return string.format('%.0f', math.max(clock, (tonumber(last) or 0) + 1, (tonumber(known) or 0) + 1))
end
