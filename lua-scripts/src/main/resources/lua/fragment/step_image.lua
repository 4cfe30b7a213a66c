--[[
fragment/step_image   The texts of all properties before or after a patch, false for null; none when neither is asked for.
]]
local function step_image(returning, stored, new, names)
  local image = {}
  if returning ~= 'before' and returning ~= 'after' then return image end
  for i = 1, #names do
    image[i] = stored[i + 1] or false
    if returning == 'after' and new[i] ~= nil then image[i] = new[i] end
  end
  return image
end
